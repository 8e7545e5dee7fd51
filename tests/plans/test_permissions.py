"""Who sees and does what with plans: own unit, the province above, nobody sideways."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.plans.conftest import Importer, Sign
from tests.plans.samples import plan_text
from thuocdo.plans import actions
from thuocdo.plans.models import PlanVersion, RowKind, RowState

REVIEWERS = ("coordinator", "leader")
OUTSIDERS = (
    "other_leader",
    "other_coordinator",
    "other_officer",
    "verifier",
    "administrator",
    "village_head",
    "province_administrator",
)
READERS = ("head", "officer", "clerk", "supervisor", "province_leader", "province_coordinator")


def pages(version: PlanVersion) -> list[str]:
    plan = version.plan_id
    row = version.rows.filter(kind=RowKind.TASK).first()
    return [
        f"/lam-viec/ke-hoach/{plan}/ra-soat/",
        f"/lam-viec/ke-hoach/{plan}/ra-soat/?tab=nhiem-vu&dong={row.pk if row else 0}",
        f"/lam-viec/ke-hoach/{plan}/ra-soat/chac-chan/",
        f"/lam-viec/ke-hoach/{plan}/ra-soat/phieu-gop-y/",
        f"/lam-viec/ke-hoach/{plan}/ra-soat/cac-dong/",
        f"/lam-viec/ke-hoach/{plan}/ban-moi/",
        f"/lam-viec/ke-hoach/{plan}/thay-doi/",
        f"/lam-viec/ke-hoach/nhap/{version.pk}/",
    ]


def shared(version: PlanVersion) -> list[str]:
    """Pages for everybody who may read the confirmed plan."""
    return [
        f"/lam-viec/ke-hoach/{version.plan_id}/so-sanh/",
        f"/lam-viec/ke-hoach/ban/{version.pk}/tep/",
        f"/lam-viec/ke-hoach/ban/{version.pk}/van-ban/",
    ]


def status(client: Client, url: str) -> int:
    """The status of an address; a file that is streamed is read to its end, which closes it.

    `response.close()` would end the request as a server does, and the database connection of the test with it.
    """
    response = client.get(url)
    if response.streaming:
        assert b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.status_code


def confirmed(version: PlanVersion, cast: Cast) -> None:
    version.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=version, by=cast.person("leader"), now=NOW)


@pytest.mark.parametrize("who", REVIEWERS)
def test_reviewers_open_everything(version: PlanVersion, sign: Sign, who: str) -> None:
    """Those who review the authority's plans see the draft and all its pages."""
    client = sign(who)
    assert {url: status(client, url) for url in pages(version) + shared(version)} == dict.fromkeys(
        pages(version) + shared(version), 200
    )


@pytest.mark.parametrize("who", OUTSIDERS + READERS)
def test_a_draft_does_not_exist_for_others(version: PlanVersion, sign: Sign, who: str) -> None:
    """No page, file, list or search shows a draft to anybody but its reviewers."""
    client = sign(who)
    for url in pages(version) + shared(version):
        assert status(client, url) == 404, url
    listed = client.get("/lam-viec/ke-hoach/", {"q": "xã Mẫu"})
    assert listed.status_code == 404 or not listed.context["lines"]


@pytest.mark.parametrize("who", READERS)
def test_a_confirmed_plan_is_read_but_not_reviewed(
    version: PlanVersion, cast: Cast, sign: Sign, who: str
) -> None:
    """The units of the authority and the province read it; review pages stay hidden."""
    confirmed(version, cast)
    client = sign(who)
    assert all(status(client, url) == 200 for url in shared(version))
    assert all(status(client, url) == 404 for url in pages(version))
    assert len(client.get("/lam-viec/ke-hoach/").context["lines"]) == 1


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_confirmed_plan_stays_hidden_sideways(
    version: PlanVersion, cast: Cast, sign: Sign, who: str
) -> None:
    """A neighbouring commune and people without the right find nothing, by list, search or address."""
    confirmed(version, cast)
    client = sign(who)
    assert all(status(client, url) == 404 for url in pages(version) + shared(version))


def test_a_commune_reads_the_confirmed_plan_of_its_province(
    importer: Importer, cast: Cast, sign: Sign
) -> None:
    """The province's plan is listed as given from above once it is confirmed, never before."""
    version = importer(plan_text(number="1/KH-UBND"), unit="province", by="province_coordinator")
    client = sign("officer")
    assert not client.get("/lam-viec/ke-hoach/").context["lines"]
    version.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=version, by=cast.person("province_leader"), now=NOW)
    listed = client.get("/lam-viec/ke-hoach/", {"nhom": "above"})
    assert len(listed.context["lines"]) == 1
    assert status(client, shared(version)[0]) == 200


@pytest.mark.parametrize("who", (*OUTSIDERS, *READERS))
def test_actions_refuse_by_themselves(version: PlanVersion, cast: Cast, who: str) -> None:
    """Whoever calls an action without the right is refused there, not only at the page."""
    row = version.rows.filter(kind=RowKind.TASK).first()
    finding = version.findings.first()
    assert row is not None and finding is not None
    by = {"by": cast.person(who), "now": NOW}
    calls = (
        lambda: actions.edit_row(row=row, changes={"output": "x"}, **by),
        lambda: actions.split_row(row=row, at=20, **by),
        lambda: actions.merge_rows(row=row, **by),
        lambda: actions.move_row(row=row, step=1, **by),
        lambda: actions.drop_row(row=row, **by),
        lambda: actions.confirm_row(row=row, **by),
        lambda: actions.confirm_certain_rows(version=version, **by),
        lambda: actions.set_rhythm(version=version, rhythm="monthly", **by),
        lambda: actions.decide_finding(finding=finding, outcome="noted", **by),
        lambda: actions.set_number_and_date(plan=version.plan, number="1", issued=None, **by),
        lambda: actions.drop_version(version=version, **by),
        lambda: actions.confirm_plan(version=version, **by),
        lambda: actions.claim_row(row=row, **by),
        lambda: actions.undo(version=version, **by),
    )
    for call in calls:
        with pytest.raises(actions.NotAllowed):
            call()


def test_signed_out_is_sent_to_sign_in(version: PlanVersion) -> None:
    """Without an account every page leads to the sign-in page and back."""
    for url in pages(version) + shared(version):
        response = Client().get(url)
        assert response.status_code == 302 and response.headers["Location"].startswith("/tai-khoan/")


def test_every_write_leaves_its_trace(version: PlanVersion, cast: Cast) -> None:
    """Import, edit, confirmation and undo are in the log with who and what."""
    from thuocdo.audit.models import Entry

    row = version.rows.filter(kind=RowKind.TASK).first()
    assert row is not None
    coordinator = cast.person("coordinator")
    actions.confirm_row(row=row, changes={"output": "Biên bản"}, by=coordinator, now=NOW)
    actions.undo(version=version, by=coordinator, now=NOW)
    codes = list(
        Entry.objects.filter(code__startswith="plans.").order_by("number").values_list("code", flat=True)
    )
    assert codes == [
        "plans.version.imported",
        "plans.version.read",
        "plans.row.edited",
        "plans.row.confirmed",
        "plans.change.undone",
    ]
