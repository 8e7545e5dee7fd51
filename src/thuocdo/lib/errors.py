"""Errors that are answers to a person."""

from __future__ import annotations


class InputError(ValueError):
    """The input cannot be used. `str(error)` is one Vietnamese sentence: what, where, what would be accepted.

    The command line prints it and ends with status 2; the site shows it beside the field.
    """
