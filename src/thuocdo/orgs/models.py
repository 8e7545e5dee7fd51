"""Units as a tree, people, the roles they hold, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from thuocdo.lib.text import fold, sort_key
from thuocdo.orgs.rules.digests import DigestState
from thuocdo.orgs.rules.rights import AUTHORITIES, Role, UnitKind

KIND_LABELS = {
    UnitKind.PROVINCE: _("Tỉnh, thành phố"),
    UnitKind.COMMUNE: _("Xã, phường, đặc khu"),
    UnitKind.DEPARTMENT: _("Phòng, văn phòng, sở"),
    UnitKind.CENTRE: _("Trung tâm, đơn vị sự nghiệp"),
    UnitKind.VILLAGE: _("Thôn, bản, tổ dân phố"),
    UnitKind.FRONT: _("Mặt trận, đoàn thể"),
    UnitKind.INSPECTION: _("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
    UnitKind.OTHER: _("Đơn vị khác"),
}

ROLE_LABELS = {
    Role.LEADER: _("Lãnh đạo"),
    Role.COORDINATOR: _("Đầu mối theo dõi kế hoạch"),
    Role.HEAD: _("Trưởng đơn vị"),
    Role.OFFICER: _("Công chức"),
    Role.CLERK: _("Bộ phận Một cửa"),
    Role.VILLAGE_HEAD: _("Trưởng thôn, trưởng bản"),
    Role.VERIFIER: _("Người thẩm định"),
    Role.SUPERVISOR: _("Giám sát"),
    Role.RECEIVER: _("Người nhận tin"),
    Role.ADMINISTRATOR: _("Quản trị hệ thống"),
}


class Unit(TreeNode):
    """An office, an authority, a village. `authority` and `province` repeat what the tree says, for fast filters."""

    code = models.CharField(
        max_length=5, null=True, blank=True, unique=True
    )  # official code as text: "03390", "12"
    kind = models.CharField(max_length=12, choices=list(KIND_LABELS.items()))
    title = models.CharField(max_length=40, blank=True)  # "Xã", "Phường", "Đặc khu", "Tỉnh", "Thành phố"
    name = models.CharField(max_length=200)  # full official name of today
    folded = models.CharField(max_length=200, db_index=True)  # lib.text.fold(name)
    sort = models.CharField(max_length=400, db_index=True)  # lib.text.sort_key(name)
    authority = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    remote = models.BooleanField(
        default=False
    )  # "Vùng sâu, vùng xa": set by the office, some criteria ask it
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # last day of existence
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        ordering: ClassVar = ["sort", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="orgs_unit_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_authority(self) -> bool:
        return self.kind in AUTHORITIES

    def ended(self, on: date) -> bool:
        """Whether the unit no longer exists on the day."""
        return self.valid_to is not None and self.valid_to < on


class UnitName(models.Model):
    """Another name of a unit: its official name before, a dissolved unit that went into it, or an alias in use."""

    OFFICIAL, FORMER, ALIAS = "official", "former", "alias"
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=8, choices=[(OFFICIAL, OFFICIAL), (FORMER, FORMER), (ALIAS, ALIAS)])
    scope = models.ForeignKey(
        Unit, models.CASCADE, null=True, related_name="+"
    )  # authority whose papers use the alias
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "folded", "kind", "scope"],
                name="orgs_unitname_once_scoped",
                condition=Q(scope__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["unit", "folded", "kind"], name="orgs_unitname_once", condition=Q(scope__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who signs in. What they may do comes from their memberships, nothing from here."""

    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    folded = models.CharField(max_length=200, blank=True)  # name and sign-in name for search, set on saving
    sort = models.CharField(
        max_length=400, blank=True, db_index=True
    )  # given name first, as lists of staff are kept
    phone = models.CharField(_("Điện thoại"), max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    ended_on = models.DateField(
        null=True, blank=True
    )  # left the office; sign-in says so after the right password
    compact = models.BooleanField(default=False)  # row density "Gọn"
    single_keys = models.BooleanField(default=True)  # keyboard short cuts of one key
    wants_digest = models.BooleanField(default=True)  # "Thư tổng hợp mỗi ngày"
    session_epoch = models.PositiveIntegerField(default=0)  # raised to end every session at once

    audit_label = ""  # set for the request: role and office, as the log shows who acted

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="orgs_person_email_once", condition=~Q(email=""))
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        given = self.full_name.rsplit(" ", 1)[-1]
        self.folded = fold(f"{self.full_name} {self.username}")[:200]
        self.sort = sort_key(f"{given} {self.full_name}")[:400]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    # Django's admin and some libraries ask for these; nobody is above the rules here.
    is_staff = False
    is_superuser = False

    def left(self, on: date) -> bool:
        """Whether the account has ended on the day (`ended_on` is the first day without it)."""
        return self.ended_on is not None and self.ended_on <= on

    def get_session_auth_hash(self) -> str:
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for old_key in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(old_key)

    def _session_hash(self, secret: str | bytes | None) -> str:
        """Changes with the password and with `session_epoch`, so either ends the sessions."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("thuocdo.orgs.session", value, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Membership(models.Model):
    """A role that a person holds at a unit, between two days (both inclusive)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=list(ROLE_LABELS.items()))
    position = models.CharField(_("Chức vụ"), max_length=120, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="orgs_membership_ends_after_start",
            ),
            models.UniqueConstraint(fields=["person", "unit", "role", "starts"], name="orgs_membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.unit} · {self.role}"


class StandIn(models.Model):
    """Who does the work of an absent person, between two days (both inclusive)."""

    absent = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Person, models.PROTECT, related_name="stands_in")
    starts = models.DateField()
    ends = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")), name="orgs_standin_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(absent=models.F("stand_in")), name="orgs_standin_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} ← {self.absent}"


class SignInLink(models.Model):
    """A one-time link that an administrator gives out; only the hash of its secret is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.person} · {self.expires_at:%Y-%m-%d}"


class Notice(models.Model):
    """One thing told to one person on the site, with the one link that lets them act."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # when a digest with it arrived or was kept

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["person", "read_at"], name="orgs_notice_person_read")]

    def __str__(self) -> str:
        return self.text


class Digest(models.Model):
    """What one person is told by mail on one day, and whether it arrived. Made once, sent once."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="digests")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in DigestState])
    address = models.EmailField(blank=True)  # as it was when it was last tried; empty where nobody is mailed
    subject = models.CharField(max_length=200)
    text = models.TextField()
    notices = models.JSONField(default=list)  # ids of the notices it tells
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(
        null=True, blank=True
    )  # not tried before; while sending: when it counts as lost
    error = models.CharField(max_length=300, blank=True)  # one sentence
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day"], name="orgs_digest_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="orgs_digest_state")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.state}"


class SignInFailures(models.Model):
    """Attempts to sign in that failed within one span of time: counted here, written into the log when it is over.

    Of one account, or of no account (`person` empty: unknown names). Names and addresses only as keyed hashes.
    """

    start = models.DateTimeField()
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    attempts = models.PositiveIntegerField(default=0)
    names = models.JSONField(default=list)
    addresses = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["start", "person"], name="orgs_signinfailures_once"),
            models.UniqueConstraint(
                fields=["start"], condition=Q(person__isnull=True), name="orgs_signinfailures_once_unknown"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} {self.attempts}"
