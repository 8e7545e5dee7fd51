"""Roles, rights and how far each right reaches.

A right reaches as far as its scope says, seen from the unit a person belongs to:
OWN is that unit and what is below it inside the same authority; AUTHORITY is the whole commune (or the
province's own offices); BELOW is the authority and every authority below it. Nothing reaches sideways,
except through an object that names the unit (lead, coordinating, shared).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class UnitKind(StrEnum):
    PROVINCE = "province"
    COMMUNE = "commune"
    DEPARTMENT = "department"  # phòng, văn phòng, sở
    CENTRE = "centre"
    VILLAGE = "village"
    FRONT = "front"  # Mặt trận Tổ quốc và các đoàn thể
    INSPECTION = "inspection"  # Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng
    OTHER = "other"


AUTHORITIES = frozenset({UnitKind.PROVINCE, UnitKind.COMMUNE})


class Role(StrEnum):
    LEADER = "leader"  # Chủ tịch, Phó Chủ tịch
    COORDINATOR = "coordinator"  # đầu mối theo dõi kế hoạch
    HEAD = "head"  # trưởng phòng, giám đốc trung tâm
    OFFICER = "officer"  # công chức
    CLERK = "clerk"  # Bộ phận Một cửa
    VILLAGE_HEAD = "village_head"  # trưởng thôn, trưởng bản
    VERIFIER = "verifier"  # người thẩm định
    SUPERVISOR = "supervisor"  # giám sát: Mặt trận, Ban Thanh tra nhân dân, Ban GSĐTCĐ
    RECEIVER = "receiver"  # người nhận tin được chỉ định
    ADMINISTRATOR = "administrator"  # quản trị hệ thống


class Scope(IntEnum):
    OWN = 1
    AUTHORITY = 2
    BELOW = 3


class Right(StrEnum):
    PLAN_READ = "plan.read"  # confirmed plans
    PLAN_REVIEW = "plan.review"  # import, review, correct; sees drafts
    PLAN_CONFIRM = "plan.confirm"  # make it work
    TASK_READ = "task.read"
    TASK_WRITE = "task.write"  # progress, submit
    TASK_ASSIGN = "task.assign"  # lead unit, coordinating units, person in charge, deadline
    TASK_CONFIRM = "task.confirm"  # accept or return what was submitted
    DASHBOARD = "dashboard"
    PROVINCE = "province"
    SUPERVISE = "supervise"
    AUDIT_READ = "audit.read"
    UNIT_ADMIN = "unit.admin"
    PEOPLE_ADMIN = "people.admin"
    CALENDAR_ADMIN = "calendar.admin"
    OPERATIONS = "operations"
    SCORE_READ = "score.read"  # scores, explanations, ledger
    SCORE_ENTER = "score.enter"  # measures and self-score of criteria that the unit owns
    SCORE_SUBMIT = "score.submit"  # approve the self-score and send it
    SCORE_VERIFY = "score.verify"  # accept, adjust, ask for more
    SCORE_ROUND = "score.round"  # open and close periods, end a round, publish
    FRAMEWORK_ADMIN = "framework.admin"  # versions of frameworks, settings
    INDEX_READ = "index.read"  # published results of indices (PAPI)
    INDEX_IMPORT = "index.import"  # take in a release; shared by the whole installation
    REPORT_READ = "report.read"  # duties of one's own side to report, and the reports
    REPORT_WRITE = "report.write"  # write a report, hand it to who sends it
    REPORT_SEND = "report.send"  # send it to the upper level in the unit's name
    REPORT_ACCEPT = "report.accept"  # of the unit that receives: accept, return, remind, consolidate
    REPORT_ADMIN = "report.admin"  # regimes of reporting and their settings


_OWN, _AUTHORITY, _BELOW = Scope.OWN, Scope.AUTHORITY, Scope.BELOW

RIGHTS: dict[Role, dict[Right, Scope]] = {
    Role.LEADER: {
        Right.PLAN_READ: _BELOW,
        Right.PLAN_CONFIRM: _AUTHORITY,
        Right.PLAN_REVIEW: _AUTHORITY,
        Right.TASK_READ: _BELOW,
        Right.TASK_ASSIGN: _AUTHORITY,
        Right.TASK_CONFIRM: _AUTHORITY,
        Right.DASHBOARD: _BELOW,
        Right.AUDIT_READ: _AUTHORITY,
        Right.SCORE_READ: _BELOW,
        Right.SCORE_SUBMIT: _AUTHORITY,
        Right.SCORE_ROUND: _BELOW,
        Right.INDEX_READ: _AUTHORITY,
        Right.REPORT_READ: _AUTHORITY,
        Right.REPORT_SEND: _AUTHORITY,
        Right.REPORT_ACCEPT: _AUTHORITY,
    },
    Role.COORDINATOR: {
        Right.PLAN_READ: _BELOW,
        Right.PLAN_REVIEW: _AUTHORITY,
        Right.PLAN_CONFIRM: _AUTHORITY,
        Right.TASK_READ: _BELOW,
        Right.TASK_WRITE: _AUTHORITY,
        Right.TASK_ASSIGN: _AUTHORITY,
        Right.TASK_CONFIRM: _AUTHORITY,
        Right.DASHBOARD: _BELOW,
        Right.AUDIT_READ: _AUTHORITY,
        Right.UNIT_ADMIN: _OWN,
        Right.PEOPLE_ADMIN: _OWN,
        Right.SCORE_READ: _BELOW,
        Right.SCORE_ENTER: _AUTHORITY,
        Right.SCORE_ROUND: _BELOW,
        Right.FRAMEWORK_ADMIN: _AUTHORITY,
        Right.INDEX_READ: _AUTHORITY,
        Right.INDEX_IMPORT: _AUTHORITY,
        Right.REPORT_READ: _AUTHORITY,
        Right.REPORT_WRITE: _AUTHORITY,
        Right.REPORT_ACCEPT: _AUTHORITY,
        Right.REPORT_ADMIN: _AUTHORITY,
    },
    Role.HEAD: {
        Right.PLAN_READ: _AUTHORITY,
        Right.SCORE_READ: _AUTHORITY,
        Right.SCORE_ENTER: _OWN,
        Right.TASK_READ: _OWN,
        Right.TASK_WRITE: _OWN,
        Right.TASK_ASSIGN: _OWN,
        Right.TASK_CONFIRM: _OWN,
        Right.DASHBOARD: _OWN,
        Right.INDEX_READ: _AUTHORITY,
        Right.REPORT_READ: _OWN,
        Right.REPORT_WRITE: _OWN,
        Right.REPORT_SEND: _OWN,
    },
    Role.OFFICER: {
        Right.PLAN_READ: _AUTHORITY,
        Right.TASK_READ: _OWN,
        Right.TASK_WRITE: _OWN,
        Right.SCORE_READ: _AUTHORITY,
        Right.SCORE_ENTER: _OWN,
        Right.INDEX_READ: _AUTHORITY,
        Right.REPORT_READ: _OWN,
        Right.REPORT_WRITE: _OWN,
    },
    Role.CLERK: {
        Right.PLAN_READ: _AUTHORITY,
        Right.TASK_READ: _OWN,
        Right.TASK_WRITE: _OWN,
        Right.SCORE_READ: _AUTHORITY,
        Right.SCORE_ENTER: _OWN,
        Right.INDEX_READ: _AUTHORITY,
        Right.REPORT_READ: _OWN,
        Right.REPORT_WRITE: _OWN,
    },
    Role.VILLAGE_HEAD: {Right.TASK_READ: _OWN, Right.TASK_WRITE: _OWN},
    Role.VERIFIER: {Right.SCORE_READ: _BELOW, Right.SCORE_VERIFY: _BELOW, Right.INDEX_READ: _AUTHORITY},
    Role.SUPERVISOR: {Right.PLAN_READ: _AUTHORITY, Right.SUPERVISE: _AUTHORITY, Right.INDEX_READ: _AUTHORITY},
    Role.RECEIVER: {},
    Role.ADMINISTRATOR: {
        # the upper level opens units and first accounts below; it sees no work there
        Right.UNIT_ADMIN: _BELOW,
        Right.PEOPLE_ADMIN: _BELOW,
        Right.CALENDAR_ADMIN: _AUTHORITY,
        Right.AUDIT_READ: _AUTHORITY,
        Right.OPERATIONS: _AUTHORITY,
        Right.FRAMEWORK_ADMIN: _AUTHORITY,
        Right.INDEX_READ: _AUTHORITY,
        Right.INDEX_IMPORT: _AUTHORITY,
    },
}


# A stand-in does the absent person's work, but is neither administrator nor named receiver for it.
NOT_INHERITED = frozenset({Role.ADMINISTRATOR, Role.RECEIVER})

# What a coordinator may give inside the own unit; everything else is given by an administrator.
EVERYDAY_ROLES = frozenset({Role.OFFICER, Role.CLERK, Role.VILLAGE_HEAD})


@dataclass(frozen=True, slots=True)
class Place:
    """A unit's place in the tree, all that a right needs to know of it."""

    unit: int
    authority: int
    province: int | None
    above: frozenset[int] = frozenset()  # ids of the units above it inside its authority


@dataclass(frozen=True, slots=True)
class Post:
    """One role that a person holds today, at one unit (or stands in for)."""

    role: Role
    place: Place
    is_province: bool = False  # the authority is a province, so BELOW reaches its communes


def reaches(post: Post, right: Right, target: Place) -> bool:
    """Whether the post's right covers the target unit."""
    scope = RIGHTS[post.role].get(right)
    if scope is None:
        return False
    if scope is Scope.OWN:
        return target.unit == post.place.unit or post.place.unit in target.above
    if target.authority == post.place.authority:
        return True
    return scope is Scope.BELOW and post.is_province and target.province == post.place.authority


def may_grant(posts: Iterable[Post], role: Role, target: Place) -> bool:
    """Whether holders of these posts may give, end or stand surety for `role` at the target unit.

    Only an administrator hands out more than everyday roles, so nobody can raise oneself through others.
    """
    return any(
        reaches(post, Right.PEOPLE_ADMIN, target)
        and (post.role is Role.ADMINISTRATOR or role in EVERYDAY_ROLES)
        for post in posts
    )
