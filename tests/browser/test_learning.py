"""Starting a checklist, debriefing and signing off in a real browser."""

from dataclasses import replace
from pathlib import Path

from playwright.sync_api import expect

from bot.desk import Desk
from onboarding.program import Skill
from tests.bot.web.serving import serving
from tests.browser.conftest import OpenTab
from tests.learning import half_way


def test_a_lead_starts_a_checklist_ada_debriefs_and_bo_signs_off(tmp_path: Path, open_tab: OpenTab) -> None:
    with serving(tmp_path) as page:
        tab = open_tab(page)

        tab.become("Cy, Lead")
        tab.ask("starters")
        tab.press("Start a checklist")
        tab.newest.get_by_label("Who starts").select_option("Ada")
        tab.newest.get_by_label("Trainer").select_option("Bo")
        tab.press("Start")
        expect(tab.newest.locator("h2")).to_have_text("Ada: First weeks")

        tab.become("Ada, New hire")
        tab.ask("checklist")
        tab.press("Open Greeting and ending")
        tab.press("Debrief")
        tab.newest.get_by_label("What did you notice me do?").fill("You said her name.")
        tab.newest.get_by_label("Why do you think I did that?").fill("So that she feels heard.")
        tab.press("Send")
        expect(tab.newest).to_contain_text("Thank you. Bo reads it now.")

        tab.become("Bo, Trainer")
        tab.ask("starters")
        tab.newest.get_by_role("button", name="Read and sign off").click()
        expect(tab.newest).to_contain_text("So that she feels heard.")
        tab.press("Sign off")
        expect(tab.newest).to_contain_text("Show: signed off by Bo")


def test_a_lead_goes_from_the_board_to_a_record(tmp_path: Path, open_tab: OpenTab) -> None:
    with serving(tmp_path, prepare=half_way) as page:
        tab = open_tab(page)
        tab.become("Cy, Lead")

        tab.page.get_by_role("link", name="Board").click()
        tab.page.get_by_role("link", name="Ada", exact=True).click()
        tab.page.get_by_role("link", name="The record, to print").click()

        expect(tab.page.locator("h1")).to_have_text("Record of Ada: First weeks")
        expect(tab.page.locator(".deeds > li")).to_have_count(4)


def many_skills(desk: Desk) -> None:
    (program,) = desk.programs.all()
    others = tuple(Skill(f"skill-{number}", f"Skill number {number}") for number in range(20))
    desk.programs.save(replace(program, skills=(*program.skills, *others)), "cy", desk.now)
    half_way(desk)


def test_a_board_of_many_skills_is_moved_in_its_frame_and_never_the_page(tmp_path: Path, open_tab: OpenTab) -> None:
    with serving(tmp_path, prepare=many_skills) as page:
        tab = open_tab(page)
        tab.become("Cy, Lead")
        tab.page.get_by_role("link", name="Board").click()
        expect(tab.page.get_by_role("region", name="Everybody by skill")).to_be_visible()
        tab.page.wait_for_load_state()  # until the styles are there, nothing has a frame

        widths = tab.page.evaluate(
            """() => [document.documentElement, document.querySelector(".matrix")]
                .map(each => each.scrollWidth > each.clientWidth)"""
        )

        assert widths == [False, True]


def test_a_lead_changes_a_program_on_its_page(tmp_path: Path, open_tab: OpenTab) -> None:
    with serving(tmp_path) as page:
        tab = open_tab(page)
        tab.become("Cy, Lead")

        tab.page.get_by_role("link", name="Programs").click()
        tab.page.locator(".items li").filter(has_text="Returns").get_by_role("button").click()
        tab.page.get_by_role("button", name="Edit").click()
        tab.page.get_by_label("What good looks like").fill("The label is in the first answer.")
        tab.page.get_by_role("button", name="Save").click()
        expect(tab.page.locator(".callout.good")).to_contain_text("Saved as version 2.")
        expect(tab.page.locator(".facts")).to_contain_text("The label is in the first answer.")
        tab.page.get_by_role("button", name="Move up").click()

        expect(tab.page.locator(".items .title")).to_have_text(["Returns", "Greeting and ending"])
