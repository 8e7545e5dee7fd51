"""Why an action on a task is refused, as errors that are answers to a person."""

from __future__ import annotations

from thuocdo.lib.errors import InputError


class NotAllowed(InputError):  # noqa: N818  (an answer, not a failure)
    """The person may know the task but may not do this with it. `owner`: who can."""

    def __init__(self, sentence: str, owner: str = "") -> None:
        super().__init__(sentence)
        self.owner = owner


class NoSuchStep(InputError):  # noqa: N818  (an answer, not a failure)
    """The transition table has no such step from the task's present state."""


class Stale(InputError):  # noqa: N818  (an answer, not a failure)
    """Somebody else changed the task in the meantime. `who`, `when`: the last change, in words."""

    def __init__(self, sentence: str, who: str = "", when: str = "") -> None:
        super().__init__(sentence)
        self.who = who
        self.when = when
