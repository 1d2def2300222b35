"""The form a situation is brought in."""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations.situations.private import details_field
from bot.conversations.situations.words import BUCKETS
from bot.message import Ask, Field, Option
from bot.turn import Turn
from knowledge.situation import Situation


def situation_form(
    situation: Situation,
    *,
    errors: Mapping[str, str] | None = None,
    given: Mapping[str, str] | None = None,
    reflection: str = "",
    details: str = "",
) -> Ask:
    """Return the form of a situation; what was typed (``given``) wins over what the situation says.

    ``reflection`` is the id of the reflection that it begins with, if it does; ``details`` what becomes of the
    customers' details in it, if that is asked.
    """
    wrong, typed = errors or {}, given or {}
    asked = (*_fields(situation), *((details_field(details),) if details else ()))
    fields = (
        replace(field, value=typed.get(field.name, field.value), error=wrong.get(field.name, "")) for field in asked
    )
    hidden = {
        "situation": situation.id,
        "asked": situation.question,
        "entry": situation.entry,
        "link": situation.link,
        "reflection_id": reflection,
        "sent": "yes",
    }
    submit = "Ask the team" if situation.state == "draft" else "Save the change"
    return Ask("situations.bring", submit, tuple(fields), hidden)


def typed_situation(turn: Turn, situation: Situation) -> Situation:
    """Return the situation with what was typed into its form."""
    return replace(
        situation,
        happened=turn.value("happened"),
        wants=turn.value("wants"),
        tried=turn.value("tried"),
        topic=turn.value("topic"),
        bucket=turn.number("bucket", situation.bucket),
    )


def _fields(situation: Situation) -> tuple[Field, ...]:
    buckets = tuple(Option(str(bucket), name) for bucket, name in BUCKETS.items())
    return (
        Field(
            "happened", "What happened?", "text", situation.happened, hint="What the customer said, and what led to it."
        ),
        Field("wants", "What does the customer want?", "text", situation.wants, required=False),
        Field("tried", "What was tried?", "text", situation.tried, required=False),
        Field("topic", "Topic", value=situation.topic, required=False, hint="One of the guide's, if it fits: refunds."),
        Field("bucket", "How much does it matter?", "choice", str(situation.bucket), buckets),
    )
