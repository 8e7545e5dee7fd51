"""Whom the site trusts is loaded, listed and retired by its administrator, and files are checked anew."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.documents.signing import NOW, SIGNED, armor, authority, revocations, sign
from thuocdo.audit.models import Entry
from thuocdo.config.cli import main
from thuocdo.documents.actions import check_signatures, load_revocations, load_roots, retire_root, store_file
from thuocdo.documents.jobs import recheck
from thuocdo.documents.models import RevocationList, SignatureCheck, StoredFile, TrustRoot
from thuocdo.documents.queries import ground_now, latest_check, signature_classes
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.jobs.models import Job
from thuocdo.lib.errors import InputError

pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/quan-tri/chung-thu/"
DAY = date(2026, 6, 30)


def quiet(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody watches."""


def load_all() -> None:
    ca = authority()
    load_roots(data=armor(ca.root), source="Danh sách mẫu", listed_on=DAY, by=None, now=NOW)
    for one in ca.lists:
        load_revocations(data=one, source="Trang mẫu", by=None, now=NOW)


def stored(data: bytes) -> StoredFile:
    return store_file(stream=io.BytesIO(data), name="bao-cao.pdf", by=None, now=NOW)


def test_roots_and_helpers_are_told_apart_and_known_ones_renewed() -> None:
    """A self-signed issuer is trusted, one between only helps; loading again renews the date and adds nothing."""
    ca = authority()
    data = armor(ca.root, ca.issuer)
    first = load_roots(data=data, source="Danh sách", listed_on=DAY, by=None, now=NOW)
    assert [one.anchor for one in first.new] == [True, False]
    again = load_roots(data=data, source="Danh sách mới", listed_on=date(2026, 7, 1), by=None, now=NOW)
    assert (len(again.new), len(again.known), TrustRoot.objects.count()) == (0, 2, 2)
    assert ground_now().listed_on == date(2026, 7, 1) and ground_now().roots == 1
    assert Entry.objects.filter(code="documents.roots.loaded").count() == 2
    assert Job.objects.filter(kind="documents.recheck").count() == 1


@pytest.mark.parametrize(
    ("data", "source", "day", "told"),
    [
        (b"khong phai", "A", DAY, "không có chứng thư"),
        (b"", "A", DAY, "không có chứng thư"),
        (armor(authority().signer), "A", DAY, "của người ký"),
        (armor(authority().root), " ", DAY, "nguồn"),
        (armor(authority().root), "A", date(2027, 1, 1), "tương lai"),
    ],
    ids=["rubbish", "empty", "signer", "no-source", "ahead"],
)
def test_what_cannot_be_trusted_is_refused(data: bytes, source: str, day: date, told: str) -> None:
    """A signer's certificate, rubbish, no source, a date ahead: one sentence, nothing kept."""
    with pytest.raises(InputError, match=told):
        load_roots(data=data, source=source, listed_on=day, by=None, now=NOW)
    assert not TrustRoot.objects.exists()


def test_a_list_of_revoked_certificates_is_kept_once() -> None:
    """Its issuer, day and number are read; the same list again is the same row; another file is refused."""
    ca = authority()
    data = revocations(ca.issuer, (ca.signer, SIGNED))
    made = load_revocations(data=data, source="Trang mẫu", by=None, now=NOW)
    assert (made.revoked, made.issuer.split(",")[0]) == (1, "Nơi cấp thử nghiệm")
    assert load_revocations(data=data, source="Khác", by=None, now=NOW) == made
    with pytest.raises(InputError, match="thu hồi"):
        load_revocations(data=armor(ca.root), source="A", by=None, now=NOW)
    assert RevocationList.objects.count() == 1


def test_a_check_is_kept_with_the_date_of_the_list() -> None:
    """The class, the reasons and what the check rested on are stored; finding the same again adds nothing."""
    load_all()
    file = stored(sign(stamped=SIGNED))
    check = check_signatures(file=file, by=None, now=NOW)
    assert check is not None and check.verdict == SignatureClass.VALID
    assert (check.listed_on, check.roots) == (DAY, 1)
    assert check_signatures(file=file, by=None, now=NOW) == check
    assert signature_classes([file.pk]) == {file.pk: SignatureClass.VALID}
    assert Entry.objects.filter(code="documents.signature.checked").count() == 1
    text = store_file(stream=io.BytesIO("Báo cáo quý".encode()), name="a.txt", by=None, now=NOW)
    assert check_signatures(file=text, by=None, now=NOW) is None


HEARD: list[tuple[int, str, str]] = []


def listen(*, file: StoredFile, before: str, after: str, now: object) -> None:
    """Notes what it was told."""
    HEARD.append((file.pk, before, after))


def test_a_retired_root_takes_files_with_it(settings: LazySettings) -> None:
    """Checked anew without its root the file is open again; the earlier check stays, who must know is told."""
    settings.SIGNATURE_LISTENERS = (f"{__name__}.listen",)
    HEARD.clear()
    load_all()
    file = stored(sign())
    check_signatures(file=file, by=None, now=NOW)
    with pytest.raises(InputError, match="lý do"):
        retire_root(root=TrustRoot.objects.get(), why=" ", by=None, now=NOW)
    retire_root(root=TrustRoot.objects.get(), why="Không còn trong danh sách", by=None, now=NOW)
    assert recheck({}, quiet) == {"checked": 1, "changed": 1}
    now_held = latest_check(file)
    assert now_held is not None and now_held.verdict == SignatureClass.INCOMPLETE
    assert SignatureCheck.objects.filter(file=file).count() == 2
    assert [(file.pk, SignatureClass.VALID, SignatureClass.INCOMPLETE)] == HEARD
    assert recheck({}, quiet) == {"checked": 1, "changed": 0}


def test_the_page_loads_and_retires(cast: Cast) -> None:
    """The province's administrator loads by form, a wrong file comes back with the sentence; a commune's only looks."""
    client = Client()
    client.force_login(
        cast.person("province_administrator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    told = {"source": "Trang của nơi cấp", "listed_on": "30/6/2026"}
    wrong = client.post(f"{PAGE}nap/", told | {"file": SimpleUploadedFile("a.pem", b"xyz")})
    assert wrong.status_code == 422 and "không có chứng thư" in wrong.content.decode()
    assert "Chưa cài chứng thư gốc nào" in client.get(PAGE).content.decode()
    good = SimpleUploadedFile("goc.pem", armor(authority().root))
    assert client.post(f"{PAGE}nap/", told | {"file": good}).status_code == 302
    lists = SimpleUploadedFile("a.crl", revocations(authority().root))
    assert client.post(f"{PAGE}thu-hoi/", {"source": "Trang", "file": lists}).status_code == 302
    text = client.get(PAGE).content.decode()
    assert "Gốc thử nghiệm" in text and "ngày 30/06/2026" in text
    client.force_login(
        cast.person("administrator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    seen = client.get(PAGE).content.decode()
    assert "Gốc thử nghiệm" in seen and "Ngừng tin" not in seen
    root = TrustRoot.objects.get()
    assert client.post(f"{PAGE}{root.pk}/ngung/", {"why": "x"}).status_code == 404


def test_the_command_line_loads_lists_and_retires(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """thuocdo roots import, crl, list and retire do the same; wrong input is one sentence and status 2."""
    monkeypatch.setattr("thuocdo.config.cli.init.start_django", lambda: None)
    ca = authority()
    pem, crl = tmp_path / "goc.pem", tmp_path / "a.crl"
    pem.write_bytes(armor(ca.root))
    crl.write_bytes(revocations(ca.root))
    assert main(["roots", "import", str(pem), "--source", "Trang"]) == 2
    assert main(["roots", "import", str(tmp_path / "khong.pem"), "--date", "2026-06-30"]) == 2
    assert main(["roots", "import", str(pem), "--date", "2026-06-30", "--source", "Trang"]) == 0
    assert main(["roots", "crl", str(crl), "--source", "Trang"]) == 0
    assert main(["roots", "list"]) == 0
    assert "Gốc thử nghiệm" in capsys.readouterr().out
    mark = TrustRoot.objects.get().fingerprint
    assert main(["roots", "retire", "abc"]) == 2
    assert main(["roots", "retire", mark[:16], "--source", "Hết dùng"]) == 0
    assert ground_now().roots == 0
