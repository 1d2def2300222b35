"""The bot's own tables, as the changes that made them, in order; see ``knowledge.schema`` for the rules."""

CHANGES: tuple[tuple[str, ...], ...] = (
    (
        """create table people (
            team text not null,
            id text not null,
            name text not null,
            role text not null,
            time_zone text not null,
            surface text not null,
            added_at text not null,
            primary key (team, id)
        )""",
        """create table settings (
            team text not null,
            name text not null,
            value text not null,
            primary key (team, name)
        )""",
    ),
    (
        "alter table people add column language text not null default ''",
        "alter table people add column gone_at text",
        # What a chat product handed over and had its effect, with the answer that went back at once.
        """create table heard (
            team text not null,
            id text not null,
            at text not null,
            reply text not null,
            primary key (team, id)
        )""",
        "create index heard_by_at on heard (team, at)",
        # ``about`` names what a message answers, ``lane`` what it must not overtake.
        """create table outbox (
            team text not null,
            id text not null,
            surface text not null,
            about text not null,
            lane text not null,
            method text not null,
            body text not null,
            at text not null,
            due_at text not null,
            tries integer not null,
            unheard integer not null,
            sent_at text,
            sent_as text not null,
            failed_at text,
            fault text not null,
            primary key (team, id)
        )""",
        "create index outbox_to_send on outbox (team, surface, due_at) where sent_at is null and failed_at is null",
        "create index outbox_by_about on outbox (team, surface, about)",
        "create index outbox_by_at on outbox (team, at)",
        # Texts too long for where they are shown or carried.
        """create table kept_texts (
            team text not null,
            id text not null,
            content text not null,
            at text not null,
            primary key (team, id)
        )""",
    ),
    (
        # Where the team is met as a whole: for each of its channels one place a chat product.
        """create table channels (
            team text not null,
            channel text not null,
            surface text not null,
            place text not null,
            name text not null,
            chosen_by text not null,
            chosen_at text not null,
            primary key (team, channel, surface)
        )""",
        "create index outbox_by_place on outbox (team, surface, sent_as)",
    ),
    (
        # One of ``bot.delivery.outbox.STATES``; ``failed_at`` is when it was given up or cancelled, ``cause`` one of
        # ``bot.delivery.fault.Cause``, and ``fault`` the product's own word.
        "alter table outbox add column state text not null default 'waiting'",
        "alter table outbox add column cause text not null default ''",
        "update outbox set state = 'failed' where tries > 0",
        "update outbox set state = 'sent' where sent_at is not null",
        "update outbox set state = 'given up', cause = 'unknown' where failed_at is not null",
        "alter table outbox add column rank integer not null default 0",
        "drop index outbox_to_send",
        "create index outbox_to_send on outbox (team, surface, rank, id) where sent_at is null and failed_at is null",
        "create index outbox_by_lane on outbox (team, surface, lane, id) where sent_at is null and failed_at is null",
    ),
    (
        # Where Baton can write in Teams of itself; ``id`` is a person's or a channel's.
        """create table teams_addresses (
            team text not null,
            id text not null,
            conversation text not null,
            account text not null,
            service text not null,
            tenant text not null,
            at text not null,
            gone_at text,
            primary key (team, id)
        )""",
        "create index teams_addresses_by_conversation on teams_addresses (team, conversation)",
    ),
    (
        # What is done once in a period, by whoever comes first.
        """create table claims (
            team text not null,
            name text not null,
            period text not null,
            at text not null,
            primary key (team, name, period)
        )""",
        # ``days`` are the digits of weekdays, Monday is 0; ``begins`` and ``ends`` as 09:00, where the person is.
        """create table quiet_times (
            team text not null,
            person text not null,
            days text not null,
            begins text not null,
            ends text not null,
            quiet_until text,
            unwanted text not null,
            primary key (team, person)
        )""",
    ),
    (
        # ``id`` says that they are ``person``, who is met in another chat product.
        """create table links (
            team text not null,
            id text not null,
            person text not null,
            asked_at text not null,
            linked_at text,
            primary key (team, id)
        )""",
    ),
    ("create index people_by_role on people (team, role)",),
    ("alter table teams_addresses add column within text not null default ''",),
)

# As in ``knowledge.schema``.
TABLES: dict[str, tuple[str, ...]] = {
    "people": ("team", "id"),
    "settings": ("team", "name"),
    "heard": ("team", "id"),
    "outbox": ("team", "id"),
    "kept_texts": ("team", "id"),
    "teams_addresses": ("team", "id"),
    "links": ("team", "id"),
    "claims": ("team", "name", "period"),
    "quiet_times": ("team", "person"),
    "channels": ("team", "channel", "surface"),
}
