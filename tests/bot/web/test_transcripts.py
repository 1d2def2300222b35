"""The transcripts of all conversations, held on the page: through its forms, over HTTP, one browser a person."""

from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from bot.delivery.notices import HERE
from bot.message import Message
from tests.bot.web.forms import Form, forms_in
from tests.bot.web.serving import Page, serving
from tests.told import Clock, Hearing, do_duties
from tests.transcripts import Ears, held, transcripts


class OnThePage:
    """The page as the people of a transcript use it: they see forms and buttons, and send them."""

    def __init__(self, page: Page, ears: Ears, clock: Clock) -> None:
        self._page = page
        self._ears = ears
        self._clock = clock
        self._hearing = Hearing()
        self._shown: dict[str, list[Form]] = {}
        page.get("/")  # from here on it is one browser, whose conversations go on

    def types(self, name: str, text: str) -> Message:
        return self._send(name, {"action": "say", "v.text": text, "as": name.lower()})

    def presses(self, name: str, label: str) -> Message:
        named = [form for form in self._shown[name] if form.fields.get("said", "") in {label, f"Open: {label}"}]
        about = [form for form in self._shown[name] if form.fields.get("said", "").endswith(f": {label}")]
        return self._send(name, (named + about)[0].fields)

    def sends(self, name: str, values: Mapping[str, str]) -> Message:
        form = next(form for form in self._shown[name] if form.labels.keys() >= values.keys())
        typed = {form.labels[label]: value.replace("\\n", "\n") for label, value in values.items()}
        typed = {name: form.options.get(value, value) for name, value in typed.items()}
        return self._send(name, {**form.fields, **typed})

    def hears(self, name: str) -> Message:
        person = name.lower()
        with self._page.open_desk() as desk:
            message, _ = self._hearing.next(name, desk, HERE, [person])
        self._page.get(f"/told?as={person}")
        shown = self._page.send("/person", {"person": person, "back": "/"})
        assert shown.status == 303
        parts = self._page.get("/").text.split('<div class="exchange"')
        exchanges = [part.partition("</article>")[0] for part in parts]
        self._shown[name] = next(forms_in(each) for each in reversed(exchanges) if message.title in unescape(each))
        return message

    def passes(self, time: str) -> None:
        self._clock.passes(time)
        with self._page.open_desk() as desk:
            do_duties(desk)

    def _send(self, name: str, fields: Mapping[str, str]) -> Message:
        shown = self._page.send("/turn", fields, **{"X-Fragment": "1"})
        assert shown.status == 200, shown.text
        self._shown[name] = forms_in(shown.text)
        return self._ears.heard[-1]


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_on_the_page_the_bot_says_what_the_transcript_says(file: Path, tmp_path: Path) -> None:
    transcript = file.read_text(encoding="utf-8")
    ears, clock = Ears(), Clock()

    with serving(tmp_path, ears.answer, clock=clock) as page:
        said = held(transcript, OnThePage(page, ears, clock))

    assert said == transcript
