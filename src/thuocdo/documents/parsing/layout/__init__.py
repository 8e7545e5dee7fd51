"""Printed pages (words and ruling lines with their places) to blocks; shared by PDF and recognised scans."""
