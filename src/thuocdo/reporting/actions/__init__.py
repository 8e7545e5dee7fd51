"""Writes that combine stages, each in one recorded transaction."""

from __future__ import annotations

from thuocdo.reporting.actions.completing import Completed, finish_review, give_number
from thuocdo.reporting.actions.days import change_day, drop_day
from thuocdo.reporting.actions.demo import DemoSummary, load_demo

__all__ = ["Completed", "DemoSummary", "change_day", "drop_day", "finish_review", "give_number", "load_demo"]
