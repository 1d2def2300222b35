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
)

# As in ``knowledge.schema``.
TABLES: dict[str, tuple[str, ...]] = {
    "people": ("team", "id"),
    "settings": ("team", "name"),
}
