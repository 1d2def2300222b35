"""A tab and somebody at it, in the words of what they see and do."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Tab:
    """One open tab."""

    page: Page

    @property
    def composer(self) -> Locator:
        return self.page.get_by_label("Ask the guide", exact=True)

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.page.locator(".message:not(.waiting)").last

    def ask(self, words: str) -> None:
        """Type a question, send it, and wait for its answer."""
        before = self.titles()
        self.composer.fill(words)
        self.composer.press("Enter")
        self.wait_for_message(len(before) + 1)

    def press(self, label: str) -> None:
        """Press a button of the newest message, and wait for what comes."""
        before = self.titles()
        self.newest.get_by_role("button", name=label, exact=True).click()
        self.wait_for_message(len(before) + 1)

    def become(self, title: str) -> None:
        """Use the page as somebody else."""
        person = self.page.get_by_title(title)
        person.click()
        expect(person).to_have_attribute("aria-pressed", "true")
        self.page.wait_for_load_state()  # until the script is there, Enter is a new line

    def wait_for_message(self, count: int) -> None:
        """Wait until there are so many messages."""
        expect(self.page.locator("[data-log] h2")).to_have_count(count)

    def titles(self) -> list[str]:
        """Return the titles of the messages."""
        return self.page.locator("[data-log] h2").all_inner_texts()

    def said(self) -> list[str]:
        """Return what the person said, a line for each part of it."""
        texts = self.page.locator("[data-log] .said").all()
        return ["\n".join(text.locator("p").all_inner_texts()) for text in texts]

    def focused(self) -> str:
        """Return the words by which the focused element is known."""
        return str(
            self.page.evaluate(
                """() => {
                    const element = document.activeElement;
                    return element.labels?.[0]?.firstElementChild?.textContent ?? element.labels?.[0]?.textContent
                        ?? element.textContent;
                }"""
            )
        ).strip()
