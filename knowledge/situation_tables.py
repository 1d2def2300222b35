"""The tables of situations, of what people answer in them, and of what they think of hard conversations."""

SITUATIONS: tuple[str, ...] = (
    # What nobody had met before. ``state`` is as in ``knowledge.situation``; ``version`` grows with every answer
    # and vote too, so that those wait for whoever closes or settles at the same moment.
    """create table situations (
        team text not null,
        id text not null,
        state text not null,
        bucket integer not null,
        topic text not null,
        happened text not null,
        wants text not null,
        tried text not null,
        link text not null,
        question text not null,
        entry text not null,
        brought_by text not null,
        brought_at text not null,
        blind integer not null,
        nudge_at text,
        closes_at text,
        remind_at text,
        closed_at text,
        closed_by text not null,
        ended_at text,
        ended_by text not null,
        became text not null,
        reason text not null,
        holder text not null,
        nudged_at text,
        reminded_at text,
        repeated_at text,
        version integer not null,
        primary key (team, id)
    )""",
    "create index situations_by_state on situations (team, state, bucket, id)",
    "create index situations_by_person on situations (team, brought_by, id)",
    # ``reply`` is empty for what was written in the form, else the id of the reply in the card's thread.
    """create table situation_answers (
        team text not null,
        id text not null,
        situation text not null,
        person text not null,
        reply text not null,
        content text not null,
        anonymous integer not null,
        at text not null,
        changed_at text,
        late_at text,
        chosen_at text,
        gone_at text,
        primary key (team, id)
    )""",
    "create unique index situation_answers_once on situation_answers (team, situation, person, reply)",
    "create index situation_answers_by_person on situation_answers (team, person)",
    """create table situation_votes (
        team text not null,
        situation text not null,
        person text not null,
        answer text not null,
        at text not null,
        primary key (team, situation, person)
    )""",
    """create table situation_joins (
        team text not null,
        situation text not null,
        person text not null,
        at text not null,
        primary key (team, situation, person)
    )""",
    # Whom to go to about a topic.
    """create table topic_people (
        team text not null,
        topic text not null,
        person text not null,
        at text not null,
        named_by text not null,
        primary key (team, topic, person)
    )""",
    """create table reflections (
        team text not null,
        id text not null,
        person text not null,
        at text not null,
        situation text not null,
        outcome text not null,
        reflection text not null,
        takeaway text not null,
        shared_at text,
        became text not null,
        primary key (team, id)
    )""",
    "create index reflections_by_person on reflections (team, person, id)",
    # The months whose note the team has had.
    """create table situation_notes (
        team text not null,
        month text not null,
        at text not null,
        primary key (team, month)
    )""",
)

# As in ``knowledge.schema``.
SITUATION_TABLES: dict[str, tuple[str, ...]] = {
    "situations": ("team", "id"),
    "situation_answers": ("team", "id"),
    "situation_votes": ("team", "situation", "person"),
    "situation_joins": ("team", "situation", "person"),
    "topic_people": ("team", "topic", "person"),
    "reflections": ("team", "id"),
    "situation_notes": ("team", "month"),
}
