"""Reads of the book: releases, a province in a year, a plan against them."""
