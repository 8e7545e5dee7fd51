"""The walk of URL x person: who may open what, and that nothing of other units shows on what they open.

A table of `Page`s says for each address pattern which people of the cast may open it; `walk` tries everybody on
every page and returns what differs. `unlisted` says which patterns of the project the table forgot. Units leave a
mark in what is made for them (a word in a name or title), and `walk` looks for marks a person must not see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import TODAY, Cast
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import Rights, rights_of

ANYBODY = "anybody"
May = Callable[[str, Rights], bool]


@dataclass(frozen=True)
class Page:
    """One address and who may open it.

    `name` is the URL's name ("orgs:unit_detail"), `url` a real address of it. `may(key, rights)` tells for a person
    of the cast; who may gets a status of `ok`, everybody else `denied`, nobody signed in `signed_out`.
    """

    name: str
    url: str
    may: May
    method: str = "get"
    data: Mapping[str, object] = field(default_factory=dict)
    ok: frozenset[int] = frozenset({200})
    denied: frozenset[int] = frozenset({404})
    signed_out: frozenset[int] = frozenset({302})


def everybody(_key: str, _rights: Rights) -> bool:
    """Anybody who is signed in."""
    return True


def only(*keys: str) -> May:
    """These people of the cast."""
    return lambda key, _rights: key in keys


def walk(
    cast: Cast,
    pages: Iterable[Page],
    *,
    people: Sequence[str] = (),
    marks: Mapping[str, May] | None = None,
) -> list[str]:
    """Every page for every person (`people`: keys of the cast, all when empty) and for nobody.

    `marks`: word -> who may see it; a page that shows a word to somebody else is a leak. Returns one line for each
    difference; an empty list is what a test asserts.
    """
    listed = list(pages)
    wrong = [line for page in listed for line in _visit(Client(), page, ANYBODY, page.signed_out, None)]
    for key in people or list(cast.people):
        person = Person.objects.get(pk=cast.person(key).pk)
        rights = rights_of(person, on=TODAY)
        hidden = [word for word, may in (marks or {}).items() if not may(key, rights)]
        client = Client()
        client.force_login(person)
        for page in listed:
            expected = page.ok if page.may(key, rights) else page.denied
            wrong += _visit(client, page, key, expected, hidden)
    return wrong


def _visit(
    client: Client, page: Page, who: str, expected: frozenset[int], hidden: Sequence[str] | None
) -> Iterator[str]:
    send = client.post if page.method == "post" else client.get
    response = send(page.url, dict(page.data))
    if response.status_code not in expected:
        yield f"{who} {page.method} {page.url}: {response.status_code}, expected {sorted(expected)}"
    if hidden and not response.streaming:
        # what the person typed into the address comes back on the page and is no leak
        text = response.content.decode(errors="replace")
        yield from (
            f"{who} {page.url}: shows {word!r}" for word in hidden if word in text and word not in page.url
        )


def unlisted(pages: Iterable[Page], *, prefix: str = "lam-viec/") -> list[str]:
    """Names of the project's patterns below `prefix` that no page of the table stands for."""
    named = {page.name for page in pages}
    return sorted(name for route, name in patterns() if route.startswith(prefix) and name not in named)


def patterns(
    resolver: URLResolver | None = None, route: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """Route and full name of every pattern of the project."""
    top = resolver or get_resolver()
    for entry in top.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, route + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern) and entry.name:
            yield route + str(entry.pattern), f"{space}{entry.name}"
