"""Messages that did not arrive: the leads see which and why, have them sent again, or call them off."""

from bot.conversations.paging import page_of, pager
from bot.conversations.permission import LEADS, need
from bot.conversations.wording import counted, moment
from bot.delivery.deliveries import Delivery
from bot.desk import Desk
from bot.message import Button, Buttons, Facts, Item, Items, Message, Part, cheer, say, warn
from bot.turn import Person, Turn
from knowledge.refusal import Refusal

MOST_FAILING = 5
TOLD = "deliveries"  # the claim of a lead who has been told and has not looked yet
CAUSES = {
    "busy": "The chat product asks me to go slower.",
    "unreachable": "The chat product did not answer.",
    "broken": "Something broke on my side; the log says what.",
    "person gone": "The person's account is closed, or not in this workspace.",
    "place closed": "The place was archived or deleted, or I may not write there.",
    "not invited": "I am not in that channel. Invite me there, then send it again.",
    "removed": "I was removed from the chat product, or my token was withdrawn.",
    "not allowed": "I lack a permission there; `baton doctor` says which.",
    "expired": "It was an answer to a moment that has passed.",
    "unfit": "The chat product does not take a message like this.",
    "message gone": "Somebody deleted the message that it changes.",
    "unknown": "The chat product gives a reason that I do not know.",
}
STATES = {
    "waiting": "waits for its time",
    "sending": "is being sent",
    "failed": "is tried again",
    "given up": "is not tried again",
    "cancelled": "was called off",
    "sent": "has arrived",
}


def deliveries(turn: Turn, desk: Desk) -> Message:
    """List what could not be delivered, and say what waits."""
    need(turn.person, desk, LEADS, "look after deliveries")
    desk.claims.free(TOLD, turn.person.id)
    given_up, under_way = desk.deliveries.given_up(), desk.deliveries.under_way()
    shown, more = page_of(turn, given_up)
    parts: list[Part] = []
    if given_up:
        parts.append(warn("{messages} could not be delivered.", messages=counted(len(given_up), "message")))
        parts.append(Items(tuple(_item(each, desk) for each in shown)))
        parts.append(Buttons((Button("Send all of them again", "outbox.resend"),)))
    failing = [each for each in under_way if each.state == "failed"]
    if failing:
        parts.append(say("{messages} failed and will be tried again:", messages=counted(len(failing), "message")))
        parts.append(Items(tuple(_item(each, desk) for each in failing[:MOST_FAILING])))
    waiting = len(under_way) - len(failing)
    if waiting:
        parts.append(say("{messages} on the way or waiting for its time.", messages=counted(waiting, "message")))
    if not parts:
        parts.append(cheer("Everything has arrived."))
    return Message("Deliveries", (*parts, *pager(turn, "outbox.list", {}, more=more)))


def open_delivery(turn: Turn, desk: Desk) -> Message:
    """Show one message that has not arrived, and what can be done about it."""
    need(turn.person, desk, LEADS, "look after deliveries")
    delivery = desk.deliveries.one(turn.value("message"))
    if delivery is None:
        raise Refusal("There is no message like that any more; it was delivered, or forgotten after a month.")
    facts = [
        ("For", _whom(delivery, desk)),
        ("Owed since", moment(delivery.at, turn.person)),
        ("It", STATES[delivery.state]),
        *_why(delivery, turn.person),
    ]
    values = {"message": delivery.id}
    buttons = {
        "given up": (
            Button("Send again", "outbox.resend", values, "main"),
            Button("Call off", "outbox.cancel", values),
        ),
        "cancelled": (Button("Send it after all", "outbox.resend", values),),
        "failed": (Button("Call off", "outbox.cancel", values),),
        "waiting": (Button("Call off", "outbox.cancel", values),),
    }.get(delivery.state, ())
    back = Button("All deliveries", "outbox.list")
    return Message(delivery.title or "A message", (Facts(tuple(facts)), Buttons((*buttons, back))))


def resend(turn: Turn, desk: Desk) -> Message:
    """Have a message sent again, or all that could not be delivered."""
    need(turn.person, desk, LEADS, "look after deliveries")
    with desk.together():
        id = turn.value("message")
        sent = int(desk.deliveries.resend(id, desk.now)) if id else desk.deliveries.resend_all(desk.now)
    if not sent:
        raise Refusal("There is nothing to send again: it has arrived, or is on its way.")
    words = cheer("{messages} set out again.", messages=counted(sent, "message"))
    return Message("Deliveries", (words, Buttons((Button("All deliveries", "outbox.list"),))))


def cancel(turn: Turn, desk: Desk) -> Message:
    """Call off a message."""
    need(turn.person, desk, LEADS, "look after deliveries")
    if not desk.deliveries.cancel(turn.value("message"), desk.now):
        raise Refusal("It cannot be called off any more: it has arrived, or is being sent in this moment.")
    buttons = Buttons(
        (
            Button("Send it after all", "outbox.resend", {"message": turn.value("message")}),
            Button("All deliveries", "outbox.list"),
        )
    )
    return Message("Deliveries", (cheer("Called off: it will not be sent."), buttons))


def tell_leads(desk: Desk) -> None:
    """Tell every lead that something could not be delivered, once until they have looked; in the transaction of giving up."""
    button = Button("Open deliveries", "outbox.list")
    words = warn("Something I owe to somebody could not be delivered, and I have stopped trying.")
    for lead in desk.people.in_roles(*LEADS):
        if desk.claims.first(TOLD, lead.id, desk.now):
            desk.notices.tell(lead.id, Message("Not delivered", (words, Buttons((button,)))), "deliveries")


def _item(delivery: Delivery, desk: Desk) -> Item:
    title = f"{delivery.title or 'A message'}, for {_whom(delivery, desk)}"
    cause = CAUSES.get(delivery.cause, CAUSES["unknown"])
    return Item(title, cause, Button("Open", "outbox.open", {"message": delivery.id}))


def _whom(delivery: Delivery, desk: Desk) -> str:
    person = desk.people.person(delivery.lane)
    if person:
        return person.name
    places = [place for channel in ("tips", "situations", "practice") for place in desk.channels.places(channel)]
    named = next((place.name for place in places if place.id == delivery.lane and place.name), "")
    return named or f"a place in {delivery.surface.title()}"


def _why(delivery: Delivery, person: Person) -> list[tuple[str, str]]:
    if not delivery.cause:
        return [("Next try", moment(delivery.due_at, person))] if delivery.state == "waiting" else []
    why = CAUSES.get(delivery.cause, CAUSES["unknown"])
    rows = [("Why", why), ("In its own words", delivery.fault), ("Tries", str(delivery.tries))]
    return [*rows, ("Next try", moment(delivery.due_at, person))] if delivery.state == "failed" else rows
