"""What Baton says around a conversation where people write to each other: while they wait, and when something is full.

Every chat product uses the same words.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.message import Message, Quote, note, say, warn

READ_ALL = "Read all of it"
FRONT = "Home"
CLOSE = "Close"
NAME = "Baton"
POSTED = "Posted for everybody here."
FILL_IN = "Please fill this in."
TYPE_NAME = "There are too many to list here, so type the name."
TYPE_NAMES = "There are too many to list here, so type the names, with commas between them."
HELD = "This is too long to be changed here. It stays as it is; to change it, use Baton's page."


def one_moment(*, in_our_chat: bool = False) -> Message:
    """Tell somebody whose answer takes longer than the chat product waits that it is on its way, and where it comes."""
    if in_our_chat:
        return Message("One moment", (say("This takes a little longer. The answer comes to our chat by itself."),))
    return Message("One moment", (say("This takes a little longer. The answer comes here by itself."),))


def search_again() -> Message:
    """Tell somebody who searches where nothing can come later that they have to search once more; its title says it."""
    return Message("This takes longer than usual. Please search again in a moment.", ())


def broken(turn: str) -> Message:
    """Tell somebody that nothing could be done or kept; ``turn`` is the number in the log."""
    words = warn(
        "I cannot reach what I know right now, so nothing was done. Please try again in a minute; "
        "if it happens again, tell whoever runs Baton this number: {turn}.",
        turn=turn,
    )
    return Message("I could not answer", (words,))


def unknown_person(reason: str) -> Message:
    """Tell somebody that the chat product would not say who they are."""
    words = warn(
        "I could not find out who you are ({reason}), and I answer only people I know. Please try again in a minute.",
        reason=reason,
    )
    return Message("I could not answer", (words,))


def not_here() -> Message:
    """Tell somebody who uses Baton where it is not that it can find out who they are once they have a chat with it."""
    words = warn(
        "I am not in this conversation, so I could not find out who you are. Write to me once, in a chat of our own; "
        "after that I answer you here too."
    )
    return Message("I could not answer", (words,))


def not_in_there() -> Message:
    """Tell somebody why an answer comes to them alone, and how to have it where they asked."""
    words = note(
        "I could not write this where you asked, because I cannot post there. To have me there, "
        "send `/invite @Baton` in that channel."
    )
    return Message("For you alone", (words,))


def moment_passed() -> Message:
    """Tell somebody that an answer comes to them alone because the chat product lets none come where they asked any more."""
    words = note("It took too long to answer this where you asked, so the answer comes here.")
    return Message("For you alone", (words,))


def form_again(message: Message) -> Message:
    """Offer a form that could not be opened, because the moment for it had passed."""
    words = note("The form could not open in time. Nothing is lost: open it from here.")
    return Message(message.title, (words, *message.parts))


def may_not_ask(reason: str) -> Message:
    """Tell somebody from outside that the guide is not for them."""
    return Message("I may not answer you", (warn("{reason}", reason=reason),), refused=True)


def what_you_wrote(typed: Iterable[str]) -> tuple[Quote, ...]:
    """Return what somebody had typed into a form that gave way to something else."""
    words = "\n\n".join(text for text in typed if text)
    return (Quote(words, "What you wrote", copy=True),) if words else ()


def too_old() -> Message:
    """Tell somebody that a button is older than what it stands for."""
    return Message("That button is too old", (say("Please ask again; the answer of today comes with new buttons."),))


def form_too_old(typed: Iterable[str]) -> Message:
    """Tell somebody that a form is older than what it stands for, with what they typed into it."""
    words = say("Nothing was done. Please open it again where you opened it.")
    return Message("That form is too old", (words, *what_you_wrote(typed)), refused=True)


def closed_meanwhile(message: Message) -> Message:
    """Give somebody what would have stood in a window that they have closed by now."""
    words = note("The window was closed before I could answer in it, so the answer comes here.")
    return replace(message, parts=(words, *message.parts))


def welcome_here() -> Message:
    """Say in a place that several people share what Baton is there for."""
    words = say(
        "I know the team's agreed answers. Ask me here with **@Baton** and what the customer says, and I answer in the "
        "thread, for everybody; or write to me alone."
    )
    return Message("Hello", (words,))
