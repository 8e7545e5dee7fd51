"""The page on which an office takes, changes and loads back its wordings."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.documents.test_templates import WORDS, reworded, text_of
from thuocdo.documents.models import TemplateVersion
from thuocdo.documents.writing.wording import APOLOGY, WORDINGS

HOME = "/lam-viec/quan-tri/mau-van-ban/"


def signed_in(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def load(client: Client, data: bytes):  # type: ignore[no-untyped-def]
    return client.post(f"{HOME}{APOLOGY}/nap/", {"file": SimpleUploadedFile("mau xin lỗi.docx", data)})


def test_take_change_load_and_go_back(cast: Cast) -> None:
    """The whole way: the shipped file out, the changed one in, seen in the officer's blank, and back again."""
    client = signed_in(cast, "administrator")
    assert "Mẫu có sẵn của chương trình" in client.get(HOME).content.decode()
    for which in ("co-san", "dang-dung", "xem-thu"):
        assert client.get(f"{HOME}{APOLOGY}/{which}.docx").content.startswith(b"PK")
    data = reworded(WORDS, "Chân thành xin lỗi {{ nguoi_nhan }}./.")
    assert load(client, data).status_code == 302
    shown = client.get(HOME).content.decode()
    assert "Mẫu của cơ quan" in shown and "Bản 1: mau xin lỗi.docx" in shown
    version = TemplateVersion.objects.get()
    assert b"".join(client.get(f"{HOME}ban/{version.pk}/").streaming_content) == data  # type: ignore[attr-defined]
    blank = f"/lam-viec/the-thuc/mau/ubnd/{APOLOGY}.docx"
    assert "Chân thành xin lỗi" in text_of(signed_in(cast, "officer").get(blank).content)
    assert client.post(f"{HOME}{APOLOGY}/co-san/").status_code == 302
    assert WORDS in text_of(signed_in(cast, "officer").get(blank).content)
    assert "Bản 1: mau xin lỗi.docx" in client.get(HOME).content.decode()


def test_a_wrong_tag_comes_back_at_its_form(cast: Cast) -> None:
    """The sentence stands at the field of that document; the wording in use stays."""
    client = signed_in(cast, "coordinator")
    response = load(client, reworded("Lý do", "Lý do: {{ li_do }}."))
    text = response.content.decode()
    assert (
        response.status_code == 422 and "đúng là {{ ly_do }}" in text and f'id="{APOLOGY}_file_error"' in text
    )
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("key", ["officer", "leader", "verifier"])
def test_only_who_keeps_the_settings_words_letters(cast: Cast, key: str) -> None:
    """Others find no such page; and of another office nothing."""
    client = signed_in(cast, key)
    assert client.get(HOME).status_code == load(client, b"").status_code == 404
    load(signed_in(cast, "other_coordinator"), reworded(WORDS, "Xin lỗi./."))
    other = TemplateVersion.objects.get()
    assert signed_in(cast, "coordinator").get(f"{HOME}ban/{other.pk}/").status_code == 404


def test_every_wording_is_on_the_page_with_its_tags(cast: Cast) -> None:
    """The administrator reads which tags there are and which must stay."""
    text = signed_in(cast, "administrator").get(HOME).content.decode()
    for wording in WORDINGS.values():
        assert wording.label in text
        assert all(f"{{{{ {tag} }}}}" in text for tag in wording.tags)
    assert signed_in(cast, "administrator").post(f"{HOME}khong-co/nap/").status_code == 404
