"""“Sao lưu ngay” on the site: the job, who may ask for it, what is told afterwards."""

from __future__ import annotations

import stat
from contextlib import nullcontext
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from thuocdo.audit.models import Entry
from thuocdo.config.ops import archive
from thuocdo.config.ops.backup_job import back_up, backup_folder
from thuocdo.jobs.models import Job
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Membership, Notice

HEALTH, ASK = "/lam-viec/van-hanh/", "/lam-viec/van-hanh/sao-luu/"


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Progress that nobody watches."""


@pytest.mark.django_db
def test_the_job_writes_a_whole_backup_and_tells_who_asked(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that opens as a backup and that only its owner may read, an audit entry, a notice with the path."""
    # tests may open no second connection; the snapshot itself is tested in test_backup.py
    monkeypatch.setattr("thuocdo.config.ops.backup.snapshot", lambda: nullcontext("default"))
    person = cast.person("province_administrator")
    told = back_up({"by": person.pk}, silent)
    path = settings.VAR_DIR / "backups" / told["file"]
    with archive.reading(path) as made:
        made.check()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    entry = Entry.objects.get(code="config.backup.made")
    assert entry.subject_id == told["file"]
    assert str(path) in Notice.objects.get(person=person).text


@pytest.mark.django_db
def test_a_folder_that_cannot_be_made_is_said_in_words(settings: Any, tmp_path: Any) -> None:
    """A file where the folder should be: one sentence, no trace."""
    settings.VAR_DIR = tmp_path / "taken"
    settings.VAR_DIR.write_text("")
    with pytest.raises(InputError, match="Không tạo được thư mục"):
        backup_folder()


@pytest.mark.django_db
def test_the_button_queues_one_job(cast: Cast) -> None:
    """Asked twice there is one job, named in words, and its page opens for who asked."""
    client = signed_in(cast, "province_administrator")
    text = client.get(HEALTH).content.decode()
    assert "Sao lưu ngay" in text and "Kiểm tra lại" in text
    first = client.post(ASK)
    assert client.post(ASK)["Location"] == first["Location"]
    job = Job.objects.get(kind="config.backup")
    assert "Sao lưu:" in client.get(f"/lam-viec/viec-chay/{job.pk}/").content.decode()
    region = client.get(HEALTH, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 5s"' in region and "<html" not in region


@pytest.mark.django_db
def test_one_commune_among_others_cannot_copy_everybodys_data(cast: Cast) -> None:
    """A commune's administrator sees no button beside other authorities' people and is refused; alone it may."""
    client = signed_in(cast, "administrator")
    assert "Sao lưu ngay</button>" not in client.get(HEALTH).content.decode()
    client.post(ASK)
    assert not Job.objects.filter(kind="config.backup").exists()
    Membership.objects.exclude(unit__authority=cast.unit("commune")).delete()
    client.post(ASK)
    assert Job.objects.filter(kind="config.backup").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["leader", "coordinator", "officer", "province_leader", "verifier"])
def test_nobody_else_asks_for_a_backup(cast: Cast, who: str) -> None:
    """The address does not exist for who does not run the system."""
    assert signed_in(cast, who).post(ASK).status_code == 404
