"""A person's own filters of the task list: kept, renamed, deleted. Names are theirs alone: the log holds their hashes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import personal, record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.models import Person
from thuocdo.work.models import SavedFilter
from thuocdo.work.rules.saved import LONGEST, MOST, kept_query, kept_values


@recorded
def save_filter(*, name: str, query: str, by: Person, now: datetime) -> SavedFilter:
    """Keep the filter of a query string under a name of the person's own.

    Raises InputError for a name that is empty or taken, a filter that is too long, or the twenty-first one.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    name = _free_name(name, by)
    kept = kept_query(kept_values(query))
    if len(kept) > LONGEST:
        raise InputError(_("Bộ lọc này dài quá nên chưa lưu được. Hãy bớt chữ trong ô tìm."))
    if by.saved_task_filters.count() >= MOST:
        raise InputError(
            _("Bạn đã lưu %(n)s bộ lọc, là số nhiều nhất. Hãy xóa bớt rồi lưu lại.") % {"n": MOST}
        )
    made = SavedFilter.objects.create(
        person=by, name=name, folded=fold(name)[:60], query=kept, created_at=now
    )
    record("work.filter.saved", by=by, now=now, subject=made, after={"name": personal(name)})
    return made


@recorded
def rename_filter(*, saved: SavedFilter, name: str, by: Person, now: datetime) -> SavedFilter:
    """Give one's own filter another name. Raises InputError for a name that is empty or taken."""
    saved = _own(saved, by)
    name = _free_name(name, by, but=saved)
    if name == saved.name:
        return saved
    before, saved.name, saved.folded = saved.name, name, fold(name)[:60]
    saved.save(update_fields=["name", "folded"])
    record(
        "work.filter.renamed",
        by=by,
        now=now,
        subject=saved,
        before={"name": personal(before)},
        after={"name": personal(name)},
    )
    return saved


@recorded
def delete_filter(*, saved: SavedFilter, by: Person, now: datetime) -> None:
    """Forget one's own filter; the tasks are untouched."""
    saved = _own(saved, by)
    record("work.filter.deleted", by=by, now=now, subject=saved, before={"name": personal(saved.name)})
    saved.delete()


def _own(saved: SavedFilter, by: Person) -> SavedFilter:
    found = SavedFilter.objects.select_for_update().filter(pk=saved.pk, person=by).first()
    if found is None:
        raise InputError(_("Không còn bộ lọc này; có thể bạn đã xóa ở cửa sổ khác."))
    return found


def _free_name(name: str, by: Person, *, but: SavedFilter | None = None) -> str:
    name = clean(name)
    if not name or not fold(name):
        raise InputError(_("Hãy đặt tên cho bộ lọc."))
    if len(name) > 60:
        raise InputError(_("Tên bộ lọc dài quá 60 chữ. Hãy đặt tên ngắn hơn."))
    taken = by.saved_task_filters.filter(folded=fold(name)[:60]).first()
    if taken is not None and taken != but:
        raise InputError(_("Bạn đã có bộ lọc tên “%(name)s”. Hãy đặt tên khác.") % {"name": taken.name})
    return name
