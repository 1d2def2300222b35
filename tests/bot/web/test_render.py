"""How each part looks as HTML, and that what people wrote stays text wherever it stands."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

import pytest

from bot.message import (
    PARTS,
    Ask,
    Button,
    Buttons,
    Callout,
    Facts,
    Field,
    Item,
    Items,
    Link,
    Message,
    Option,
    Part,
    Quote,
    Step,
    Steps,
    Table,
    Text,
    cheer,
    note,
    say,
    warn,
)
from bot.spans import Span
from bot.web.render import MACROS, Piece, Place, in_path, is_web_address, page, part_html, with_fields
from bot.web.talks import Exchange, Said
from tests.sample import ADA

PLACE = Place("x7", 2, "ada")


def shown(part: Part) -> str:
    """Return a part as HTML, a line a tag that begins one, its drawings left out."""
    return re.sub(r"<svg.*?</svg>", "", part_html(part, PLACE))


def sending(action: str, said: str, **values: str) -> str:
    """Return the hidden fields that go with a button or a form."""
    hidden = "".join(f'<input type="hidden" name="h.{name}" value="{value}">' for name, value in values.items())
    return (
        f'<input type="hidden" name="action" value="{action}"><input type="hidden" name="as" value="ada">'
        f'<input type="hidden" name="from" value="x7"><input type="hidden" name="said" value="{said}">{hidden}'
    )


def test_there_is_a_macro_for_every_part() -> None:
    assert set(MACROS) == set(PARTS)


def test_words_are_a_paragraph_with_bold_code_and_links() -> None:
    part = say("Try **{word}** or `baton ask`, see [the page](https://example.com/a?b=1&c=2).", word="<refund>")

    assert shown(part) == (
        '<p dir="auto">Try <strong dir="auto">&lt;refund&gt;</strong> or <code dir="auto">baton ask</code>, see '
        '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer" dir="auto">the page</a>'
        ".</p>"
    )


@pytest.mark.parametrize(
    ("part", "html"),
    [
        (
            warn("Overdue."),
            '<div class="callout warning"><p dir="auto"><span class="unseen">Warning: </span>Overdue.</p></div>',
        ),
        (cheer("Saved."), '<div class="callout good"><p dir="auto">Saved.</p></div>'),
        (note("A draft."), '<div class="callout info"><p dir="auto">A draft.</p></div>'),
    ],
    ids=["warning", "good", "info"],
)
def test_a_callout_stands_out_in_its_tone(part: Callout, html: str) -> None:
    assert shown(part) == html


def test_facts_are_labels_with_their_values() -> None:
    part = Facts((("Stands behind it", "Cy"), ("Topics", "delays, delivery")))

    assert shown(part) == (
        '<dl class="facts"><div><dt dir="auto">Stands behind it</dt><dd dir="auto">Cy</dd></div>'
        '<div><dt dir="auto">Topics</dt><dd dir="auto">delays, delivery</dd></div></dl>'
    )


def test_steps_say_which_are_done_and_which_one_is_now() -> None:
    part = Steps((Step("Listen", "done"), Step("Solve", "now"), Step("Follow up")))

    assert shown(part) == (
        '<ol class="steps"><li class="done"><span class="unseen">Done: </span><span dir="auto">Listen</span></li>'
        '<li class="now" aria-current="step"><span dir="auto">Solve</span></li>'
        '<li class="next"><span dir="auto">Follow up</span></li></ol>'
    )


def test_a_quote_keeps_its_line_breaks_and_shows_what_is_to_fill() -> None:
    part = Quote("Dear {customer name},\n\n  thank you.\n", "Opening")

    assert shown(part) == (
        '<figure class="quote"><figcaption><span dir="auto">Opening</span></figcaption>'
        '<blockquote data-text dir="auto">Dear <span class="blank">{customer name}</span>,\n\n  thank you.\n'
        "</blockquote></figure>"
    )


def test_a_quote_to_copy_has_a_button_that_says_when_it_is_copied() -> None:
    assert shown(Quote("Dear Maria", copy=True)) == (
        '<figure class="quote ready"><figcaption><span dir="auto">Text to copy</span>'
        '<button class="copy" type="button" data-copy data-done="Copied" data-by-hand="Selected. Press Ctrl+C">'
        "<span data-label>Copy</span></button></figcaption>"
        '<blockquote data-text dir="auto">Dear Maria</blockquote></figure>'
    )


def test_a_plain_quote_has_no_caption() -> None:
    assert shown(Quote("Dear Maria")) == (
        '<figure class="quote"><blockquote data-text dir="auto">Dear Maria</blockquote></figure>'
    )


def test_a_link_opens_beside_the_page_and_tells_nobody_where_it_was() -> None:
    assert shown(Link("Carrier", "https://example.com/?a=1&b=2")) == (
        '<p class="link"><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer" '
        'dir="auto">Carrier</a></p>'
    )


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//e.vil", "file:///etc/passwd", " https://a b"],
)
def test_an_address_that_is_not_of_the_web_is_text(url: str) -> None:
    assert not is_web_address(url)
    assert shown(Link("Carrier", url)) == (
        f'<p class="link"><span dir="auto">Carrier</span> (<span dir="auto">{url}</span>)</p>'
    )
    assert shown(Link(url, url)) == f'<p class="link"><span dir="auto">{url}</span></p>'
    assert "<a " not in shown(Text((Span("Carrier", "link", url),)))


def test_items_are_lines_each_with_the_button_that_opens_it() -> None:
    part = Items(
        (Item("My parcel is late", "Used twice", Button("Open", "guide.open", {"entry": "late"})), Item("Bare"))
    )

    assert shown(part) == (
        '<ul class="items"><li><div class="about"><span class="title" dir="auto">My parcel is late</span>'
        '<span class="detail" dir="auto">Used twice</span></div><form method="post" action="/turn">'
        + sending("guide.open", "Open: My parcel is late", entry="late")
        + '<button class="button plain">Open<span class="unseen">: My parcel is late</span></button></form></li>'
        '<li><div class="about"><span class="title" dir="auto">Bare</span></div></li></ul>'
    )


def test_a_table_scrolls_by_itself_and_can_be_reached_by_keyboard() -> None:
    part = Table(("Part", "After"), (("Answer", "So sorry"), ("Topics", "")))

    assert "".join(line.strip() for line in shown(part).splitlines()) == (
        '<div class="table" tabindex="0" role="region" aria-label="Part, After"><table>'
        '<thead><tr><th scope="col" dir="auto">Part</th><th scope="col" dir="auto">After</th></tr></thead>'
        '<tbody><tr><td dir="auto">Answer</td><td dir="auto">So sorry</td></tr>'
        '<tr><td dir="auto">Topics</td><td dir="auto"></td></tr></tbody></table></div>'
    )


def test_a_button_is_a_form_of_its_own_so_that_it_works_without_the_script() -> None:
    part = Buttons(
        (
            Button("Use this answer", "guide.use", {"entry": "late"}, "main"),
            Button("Retire", "guide.retire", {}, "danger"),
        )
    )

    assert shown(part) == (
        '<div class="buttons"><form method="post" action="/turn">'
        + sending("guide.use", "Use this answer", entry="late")
        + '<button class="button main">Use this answer</button></form><form method="post" action="/turn">'
        + sending("guide.retire", "Retire")
        + '<button class="button danger">Retire</button></form></div>'
    )


def test_a_form_has_labels_marks_hints_and_sentences_beside_its_fields() -> None:
    states = (Option("draft", "Draft"), Option("published", "Published"))
    part = Ask(
        "guide.save",
        "Save",
        (
            Field("question", "Question", value="Late?", hint="As they say it"),
            Field("answer", "Answer", "text", "\nOne\nTwo", hint="Like an e-mail", error="Too short."),
            Field("state", "State", "choice", "draft", states, required=False),
            Field("role", "Role", "choice", options=states[:1], error="Choose one."),
        ),
        {"entry": "late"},
    )

    assert "".join(re.split(r"\n +", shown(part))) == (
        '<form class="ask" method="post" action="/turn" novalidate>'
        + sending("guide.save", "Save", entry="late")
        + '<div class="field"><label for="f-x7-2-1"><span dir="auto">Question</span>'
        '<span class="required" aria-hidden="true">*</span></label>'
        '<p class="hint" id="f-x7-2-1-hint" dir="auto">As they say it</p>'
        '<input type="text" id="f-x7-2-1" name="v.question" dir="auto" required aria-describedby="f-x7-2-1-hint" '
        'value="Late?" autocomplete="off"></div>'
        '<div class="field wrong"><label for="f-x7-2-2"><span dir="auto">Answer</span>'
        '<span class="required" aria-hidden="true">*</span></label>'
        '<p class="hint" id="f-x7-2-2-hint" dir="auto">Like an e-mail</p>'
        '<textarea id="f-x7-2-2" name="v.answer" dir="auto" required aria-invalid="true" '
        'aria-describedby="f-x7-2-2-hint f-x7-2-2-error" rows="4">\n\nOne\nTwo</textarea>'
        '<p class="error" id="f-x7-2-2-error" dir="auto">Too short.</p></div>'
        '<div class="field"><label for="f-x7-2-3"><span dir="auto">State</span></label>'
        '<select id="f-x7-2-3" name="h.state"><option value="draft" selected>Draft</option>'
        '<option value="published">Published</option></select></div>'
        '<div class="field wrong"><label for="f-x7-2-4"><span dir="auto">Role</span>'
        '<span class="required" aria-hidden="true">*</span></label>'
        '<select id="f-x7-2-4" name="h.role" required aria-invalid="true" aria-describedby="f-x7-2-4-error">'
        '<option value="">Choose…</option><option value="draft">Draft</option></select>'
        '<p class="error" id="f-x7-2-4-error" dir="auto">Choose one.</p></div>'
        '<button class="button main">Save</button></form>'
    )


def test_an_exchange_shows_what_was_said_and_the_answer_under_its_title() -> None:
    exchange = Exchange("x7", Said("Make it ready", ("Maria", "A-1")), Message("Ready: E-mail", (say("Copy it."),)))

    html = re.sub(r"<svg.*?</svg>", "", page("exchange.html", exchange=exchange, person=ADA))

    assert "".join(line.strip() for line in html.splitlines()) == (
        '<div class="exchange" id="x-x7"><div class="said pressed"><span class="unseen">You: </span>'
        '<p class="label" dir="auto">Make it ready</p><p dir="auto">Maria</p><p dir="auto">A-1</p></div>'
        '<article class="message" aria-labelledby="t-x7"><span class="speaker" aria-hidden="true"></span>'
        '<div class="card"><h2 id="t-x7" tabindex="-1" dir="auto">Ready: E-mail</h2>'
        '<p dir="auto">Copy it.</p></div></article></div>'
    )


def test_a_message_without_a_title_is_still_named() -> None:
    html = page("exchange.html", exchange=Exchange("x7", Said(), Message("", (say("Hm."),))), person=ADA)

    assert '<h2 id="t-x7" tabindex="-1" dir="auto">Baton</h2>' in html


def test_fields_are_told_apart_and_nothing_is_lost() -> None:
    assert list(with_fields("Hi {name}, {{x}} {} {a\nb}{c}")) == [
        Piece("Hi ", is_field=False),
        Piece("{name}", is_field=True),
        Piece(", {", is_field=False),
        Piece("{x}", is_field=True),
        Piece("} {} {a\nb}", is_field=False),
        Piece("{c}", is_field=True),
    ]
    assert list(with_fields("")) == []


def test_an_id_is_one_step_of_an_address_whatever_is_in_it() -> None:
    assert in_path("a/b c?d#e%f") == "a%2Fb%20c%3Fd%23e%25f"


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></select></blockquote><b>",
    "{{\n7 * 7\n}} ${7",
    "&lt;b&gt; &#60;b&#62;",
    "\u202egnp.exe\u202c \u2066\u200f",
    "<!-- --> ]]> <![CDATA[",
)

EVERYWHERE: tuple[Part, ...] = (
    Text((Span("words"), Span("words", "bold"), Span("words", "code"), Span("words", "link", "https://example.com/"))),
    Callout("warning", (Span("words"),)),
    Facts((("words", "words"),)),
    Steps((Step("words"),)),
    Quote("words", "words", copy=True),
    Link("words", "https://example.com/"),
    Items((Item("words", "words", Button("words", "words", {"words": "words"})),)),
    Table(("words",), (("words",),)),
    Buttons((Button("words", "words", {"words": "words"}),)),
    Ask(
        "words",
        "words",
        (
            Field("words", "words", "line", "words", hint="words", error="words"),
            Field("words", "words", "text", "words", hint="words", error="words"),
            Field("words", "words", "choice", "words", (Option("words", "words"),), hint="words", error="words"),
        ),
        {"words": "words"},
    ),
)


def with_words(thing: object, words: str) -> object:
    """Return a part with other words in every place that says words."""
    if thing == "words":
        return words
    if isinstance(thing, tuple):
        return tuple(with_words(each, words) for each in thing)
    if isinstance(thing, Mapping):
        return {with_words(name, words): with_words(value, words) for name, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return type(thing)(*(with_words(getattr(thing, field.name), words) for field in fields(thing)))
    return thing


class Bones(HTMLParser):
    """The tags of a page with the names of their attributes, and all text and all values."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {' '.join(name for name, _ in attrs)}")
        self.words += [value or "" for _, value in attrs]
        self.links += [value or "" for name, value in attrs if name in {"href", "action", "src"}]

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"comment {data}")


def bones(part: object) -> Bones:
    """Return what a browser would make of a part."""
    read = Bones()
    read.feed(part_html(part, PLACE))  # type: ignore[arg-type]
    read.close()
    return read


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("part", EVERYWHERE, ids=lambda part: type(part).__name__)
def test_hostile_words_change_no_tag_and_no_address_anywhere(part: Part, words: str) -> None:
    plain, hostile = bones(part), bones(with_words(part, words))

    assert hostile.tags == plain.tags
    assert hostile.links == plain.links
    assert sum(text.count(words) for text in hostile.words) == sum(text.count("words") for text in plain.words)


def test_the_hostile_words_were_tried_on_every_part() -> None:
    assert [type(part) for part in EVERYWHERE] == list(PARTS)
