"""The guide's tables, as the changes that made them, in order.

A change that has landed is never edited: the next one alters what it left.
Ids, times (ISO-8601, UTC) and dates are text; lists are JSON text; every table is keyed by ``team``.
"""

from knowledge.situation_tables import SITUATION_TABLES, SITUATIONS

CHANGES: tuple[tuple[str, ...], ...] = (
    (
        # One row a team: its revision number grows with every change, so a cache can tell that it is behind,
        # and ``lineage`` is new after a restore, so a cache can tell that its numbers mean something else now.
        """create table guides (
            team text primary key,
            lineage text not null,
            revision integer not null
        )""",
        """create table revisions (
            team text not null,
            number integer not null,
            kind text not null,
            subject text not null,
            at text not null,
            person text not null,
            what text not null,
            content text not null,
            primary key (team, number)
        )""",
        "create index revisions_by_subject on revisions (team, kind, subject, number)",
        # ``content`` is the whole entry; the columns beside it are what lists are made by.
        """create table entries (
            team text not null,
            id text not null,
            content text not null,
            state text not null,
            owner text not null,
            due_on text not null,
            added integer not null,
            revision integer not null,
            primary key (team, id)
        )""",
        "create index entries_by_added on entries (team, added)",
        "create index entries_by_revision on entries (team, revision)",
        """create table entry_topics (
            team text not null,
            topic text not null,
            entry text not null,
            primary key (team, topic, entry)
        )""",
        "create index entry_topics_by_entry on entry_topics (team, entry)",
        """create table frames (
            team text not null,
            channel text not null,
            opening text not null,
            ending text not null,
            revision integer not null,
            primary key (team, channel)
        )""",
        """create table questions (
            team text not null,
            id text not null,
            person text not null,
            surface text not null,
            wording text not null,
            folded text not null,
            at text not null,
            entry text not null,
            answered_at text,
            primary key (team, id)
        )""",
        "create index questions_by_folded on questions (team, folded)",
        """create table uses (
            team text not null,
            id text not null,
            person text not null,
            entry text not null,
            revision integer not null,
            question text not null,
            channel text not null,
            at text not null,
            verdict text,
            note text not null,
            decided_at text,
            primary key (team, id)
        )""",
        "create index uses_by_entry on uses (team, entry)",
    ),
    (
        "create index questions_by_person on questions (team, person, id)",
        "create index uses_by_person on uses (team, person, id)",
        "create index entries_by_owner on entries (team, owner)",
    ),
    (
        # The models whose vectors are kept, the newest with the highest number; ``folder`` is empty for Baton's own.
        """create table models (
            team text not null,
            identity text not null,
            folder text not null,
            number integer not null,
            primary key (team, identity)
        )""",
        # ``text`` is the key of a text, ``vector`` base64 over half floats, which every database keeps alike.
        """create table vectors (
            team text not null,
            model text not null,
            text text not null,
            vector text not null,
            primary key (team, model, text)
        )""",
    ),
    (
        # What was found for a question and how good it was, and when whoever asked said that none of it was right.
        "alter table questions add column found text",
        "alter table questions add column score double precision",
        "alter table questions add column refused_at text",
        "create index uses_by_question on uses (team, question)",
        # Questions whose answer fitted. ``state`` is waiting, taken (a phrasing of the entry now) or refused.
        """create table learned (
            team text not null,
            id text not null,
            entry text not null,
            wording text not null,
            folded text not null,
            person text not null,
            at text not null,
            state text not null,
            primary key (team, id)
        )""",
        "create unique index learned_once on learned (team, entry, folded)",
    ),
    (
        # ``content`` is the whole tip; the columns beside it are what lists are made by.
        """create table tips (
            team text not null,
            id text not null,
            content text not null,
            state text not null,
            added integer not null,
            revision integer not null,
            primary key (team, id)
        )""",
        # When the team's tip goes out; no row is the plan that Baton brings.
        """create table tip_plan (
            team text not null,
            weekday integer not null,
            hour integer not null,
            zone text not null,
            paused_at text,
            primary key (team)
        )""",
        # The tips a lead has moved before all others, the lowest number first, until they are posted.
        """create table tip_places (
            team text not null,
            tip text not null,
            place integer not null,
            primary key (team, tip)
        )""",
        # What a lead has planned for a week, which is named by the date of its Monday: a tip, or none at all.
        """create table tip_weeks (
            team text not null,
            week text not null,
            tip text not null,
            skipped_at text,
            primary key (team, week)
        )""",
        # ``told`` is to how many people and places it has been delivered.
        """create table tip_posts (
            team text not null,
            id text not null,
            week text not null,
            tip text not null,
            at text not null,
            person text not null,
            told integer not null,
            withdrawn_at text,
            primary key (team, id)
        )""",
        "create unique index tip_posts_once on tip_posts (team, week) where withdrawn_at is null",
        "create index tip_posts_by_week on tip_posts (team, week)",
        """create table tip_subscriptions (
            team text not null,
            person text not null,
            topics text not null,
            at text not null,
            primary key (team, person)
        )""",
        # Who opened a tip and who tried it, each once, with what they said of it.
        """create table tip_readers (
            team text not null,
            tip text not null,
            person text not null,
            did text not null,
            at text not null,
            note text not null,
            primary key (team, tip, person, did)
        )""",
        # Replies to a posted tip and reactions to it, by the id that the chat product gives them.
        """create table tip_comments (
            team text not null,
            id text not null,
            tip text not null,
            person text not null,
            text text not null,
            at text not null,
            primary key (team, id)
        )""",
        "create index tip_comments_by_tip on tip_comments (team, tip, id)",
    ),
    SITUATIONS,
    ("create index entries_by_state on entries (team, state)",),  # counted before every answer that follows a change
    (
        # Who has been told in a week, which is named by the date of its Monday, what is due for review.
        """create table review_rounds (
            team text not null,
            person text not null,
            week text not null,
            at text not null,
            primary key (team, person, week)
        )""",
    ),
    ("alter table situations add column retell_at text",),  # when a card's time left is to be said anew
    (
        "drop index questions_by_folded",  # those that are the same are looked for among those without an answer alone
        "create index questions_unanswered on questions (team, folded) where answered_at is null",
    ),
)

# The key of every table there is after all changes: what a backup holds, and in which order.
TABLES: dict[str, tuple[str, ...]] = {
    "guides": ("team",),
    "revisions": ("team", "number"),
    "entries": ("team", "id"),
    "entry_topics": ("team", "topic", "entry"),
    "frames": ("team", "channel"),
    "questions": ("team", "id"),
    "uses": ("team", "id"),
    "models": ("team", "identity"),
    "vectors": ("team", "model", "text"),
    "learned": ("team", "id"),
    "tips": ("team", "id"),
    "tip_plan": ("team",),
    "tip_places": ("team", "tip"),
    "tip_weeks": ("team", "week"),
    "tip_posts": ("team", "id"),
    "tip_subscriptions": ("team", "person"),
    "tip_readers": ("team", "tip", "person", "did"),
    "tip_comments": ("team", "id"),
    **SITUATION_TABLES,
    "review_rounds": ("team", "person", "week"),
}
