"""The first thing the bot says, its help, and the words that can be typed instead of pressing a button."""

from dataclasses import replace
from typing import NamedTuple

from bot.conversations import asking
from bot.conversations.permission import CURATORS, LEADS, TRAINERS, may
from bot.conversations.tips import tip_line
from bot.conversations.wording import counted
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Message, Part, Step, Steps, say
from bot.turn import ROLES, Person, Turn

HEAR = "hear"  # the action of what is no word
IN_COMPANY = "Or type one of these words, to me alone, or here behind `/baton` or `@Baton`:"


class Word(NamedTuple):
    """A word to type: the action it stands for, the label of its button, what it does, and for whom.

    ``is_daily`` says that its button stands under the greeting; the others are typed, or pressed on a chat's home.
    """

    action: str
    label: str
    does: str
    roles: tuple[str, ...] = ROLES
    is_daily: bool = False


WORDS = {
    "help": Word("home", "Help", "shows this"),
    "topics": Word("guide.browse", "Browse by topic", "lists the guide by topic", is_daily=True),
    "openings": Word("frames.list", "Opening and ending", "shows how every answer begins and ends"),
    "tasks": Word("front", "Your tasks", "shows what waits for you, and what you asked lately"),
    "mine": Word("answers.mine", "Your answers", "lists what you asked"),
    "checklist": Word("checklist.mine", "My checklist", "shows how far you are, and your next step", is_daily=True),
    "starters": Word(
        "checklist.starters", "Starters", "lists who learns from you, and what waits for you", TRAINERS, is_daily=True
    ),
    "practice": Word("practice.open", "Practice", "gives situations to try yourself on, and role-play", is_daily=True),
    "programs": Word("programs.list", "Programs", "shows what everybody learns by"),
    "board": Word("board.open", "Board", "shows how far everybody is, and who waits for whom", LEADS, is_daily=True),
    "tip": Word("tips.now", "Tip of the week", "gives this week's tip", is_daily=True),
    "tip archive": Word("tips.archive", "All tips", "looks back at the tips"),
    "tip subscribe": Word("tips.subscription", "Tips by direct message", "brings you the tips, or ends that"),
    "situation": Word("situations.bring", "Bring a situation", "asks the team about something new", is_daily=True),
    "situations": Word("situations.queue", "Situations", "lists what the team is at, and what is settled"),
    "reflections": Word("reflections.list", "Reflections", "keeps what you note after a hard conversation"),
    "people": Word("people.list", "People", "lists who is in the team, and who may do what"),
    "add": Word("guide.add", "Add an entry", "writes a new entry", CURATORS),
    "lists": Word("lists.list", "Lists", "shows what in the guide wants your eye", CURATORS, is_daily=True),
    "tip plan": Word("tips.plan", "Tip plan", "shows which tips come next", CURATORS),
    "company": Word("people.company", "Company name", "sets the name that answers speak for", LEADS),
    "notices": Word("notices.mine", "Your notices", "sets when and of what you are told"),
    "deliveries": Word("outbox.list", "Deliveries", "shows what could not be delivered, and why", LEADS),
    "channels": Word("channels.list", "Channels", "shows where tips and situations are posted", LEADS),
    "link": Word("people.link", "Link yourself", "makes you one person in Slack and Teams"),
    "settings": Word("settings.open", "Settings", "shows who may ask, and the company's name", LEADS),
}

GREETINGS = frozenset(
    ("hello", "hello there", "hi", "hi there", "hey", "good morning", "good afternoon", "good evening")
)


def home(turn: Turn, desk: Desk) -> Message:
    """Say what Baton is for, how to ask, and what this person can do."""
    published = counted(desk.guide.count(), "answer")
    words = say("Ask me what the customer says. The guide has {published}.", published=published)
    steps = Steps(
        (
            Step("Type the question or complaint, in the customer's words or your own.", "now"),
            Step("Read the team's answer. Choose where it goes, and fill in what is missing."),
            Step("Copy it, send it, and tell me whether it fitted."),
        )
    )
    words_to_type = Facts(tuple((word, meaning.does) for word, meaning in _words_for(turn.person)))
    buttons = Buttons(tuple(_button(word) for _, word in _words_for(turn.person) if word.is_daily))
    parts: tuple[Part, ...] = (
        words,
        steps,
        *tip_line(desk),
        say(IN_COMPANY if turn.place else "Or type one of these words:"),
        words_to_type,
        buttons,
    )
    return Message(f"Hello {turn.person.name}", parts)


def hear(turn: Turn, desk: Desk) -> Message:
    """Answer what somebody typed when it is no word of the list: it is a question to the guide."""
    return asking.ask(replace(turn, action="guide.ask", values={"question": turn.value("text")}), desk)


def action_of(text: str) -> str:
    """Return the action that a typed word stands for; a greeting is greeted, anything else is heard as a question."""
    typed = text.strip().rstrip("!?. ").casefold()
    if typed.removesuffix(" baton") in GREETINGS or (text.strip() and not typed):
        return "home"
    found = (word.action for name, word in WORDS.items() if typed in {name, word.label.casefold()})
    return next(found, HEAR)


def buttons_for(person: Person) -> tuple[Button, ...]:
    """Return a button for each word that the person can type, help left out."""
    return tuple(_button(meaning) for word, meaning in _words_for(person) if word != "help")


def _button(word: Word) -> Button:
    return Button(word.label, word.action)


def _words_for(person: Person) -> list[tuple[str, Word]]:
    return [(word, meaning) for word, meaning in WORDS.items() if may(person, meaning.roles)]
