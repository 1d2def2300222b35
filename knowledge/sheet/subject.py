"""What a sheet is about: which columns it can have, what they mean, and which rules its rows keep."""

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

LONGEST_HEADING = 40  # characters; longer ones are sentences, so data


class Known(Protocol):
    """What a row becomes: an entry of the guide, a tip; a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def id(self) -> str:
        """The id that names it for good."""

    @property
    def state(self) -> str:
        """Draft, published or retired."""

    def content(self) -> dict[str, Any]:
        """Return all of it as plain values."""


Thing = TypeVar("Thing", bound=Known)


@dataclass(frozen=True)
class Subject(Generic[Thing]):
    """One kind of thing that sheets hold.

    ``heading`` is the column that names a thing, and its heading in Markdown; ``body`` the column below that heading.
    ``separators`` has each column that is a list, with the signs that may separate its items on one line, and
    ``inline`` those that Markdown writes on one line. An empty cell of ``never_empty`` says nothing; an empty cell of
    any other column says that there is nothing. ``numbers`` says what each number counts. ``names`` are other names
    of columns, ``words`` single words that mean one. ``origin`` gives what is kept of the file a new thing came from.
    """

    kind: str
    heading: str
    body: str
    columns: tuple[str, ...]
    make: Callable[..., Thing]
    from_content: Callable[[Mapping[str, Any], int], Thing]
    tidy: Callable[[Thing], Thing]
    check: Callable[[Thing], None]
    separators: Mapping[str, str]
    inline: tuple[str, ...]
    dates: tuple[str, ...]
    numbers: Mapping[str, str]
    never_empty: tuple[str, ...]
    has_it: str
    had_it: str
    list_name: str
    page: str
    heading_said: str
    wide: Mapping[str, int]
    lower_case: tuple[str, ...] = ("state",)
    people: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    origin: Callable[[str], Mapping[str, Any]] = lambda _file: {}

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Every name a column can have, and the column."""
        known = {name.replace("_", " "): name for name in self.columns}
        known |= {other: name for name, others in self.names.items() for other in others}
        return known | dict(self.words)

    def details(self) -> dict[str, str]:
        """Return the columns beside heading and body by the names they have in Markdown, in their order."""
        return {name.replace("_", " "): name for name in self.columns if name not in {self.heading, self.body}}

    def column_named(self, heading: str) -> str | None:
        """Return which column a heading means in any letter case, or None: “Last reviewed:” is ``reviewed_at``."""
        plain = _plain(heading)
        if plain in self.known:
            return self.known[plain]
        without_number = self.known.get(plain.rstrip("0123456789 "))
        return without_number if without_number in self.separators else None

    def column_meant(self, heading: str) -> str | None:
        """Return what :meth:`column_named` does, or what one word of it means: “Common customer complaints”."""
        if len(heading) > LONGEST_HEADING:
            return None
        meant = {self.words[word] for word in _plain(heading).split() if word in self.words}
        return self.column_named(heading) or (meant.pop() if len(meant) == 1 else None)

    def heading_of(self, thing: Thing) -> str:
        """Return what names a thing."""
        return str(getattr(thing, self.heading))


def with_article(word: str) -> str:
    """Return “an answer” or “a question”."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} {word}"


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading).casefold().split())
