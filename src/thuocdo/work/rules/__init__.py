"""States of a task and how one state leads to another (pure)."""
