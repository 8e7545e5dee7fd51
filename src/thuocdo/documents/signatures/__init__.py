"""Signatures of PDF files: read in a confined child process, judged by rules.signatures."""
