"""The tables of programs, checklists and practice, as the changes that made them; see ``knowledge.schema`` for the rules."""

CHANGES: tuple[tuple[str, ...], ...] = (
    (
        # ``version`` is the newest; every version is kept whole beside it.
        """create table programs (
            team text not null,
            id text not null,
            name text not null,
            version integer not null,
            retired_at text,
            primary key (team, id)
        )""",
        """create table program_versions (
            team text not null,
            program text not null,
            version integer not null,
            at text not null,
            person text not null,
            content text not null,
            primary key (team, program, version)
        )""",
        # The deeds say everything; the columns beside the first seven follow from them, for the lists.
        # ``changes`` counts the writes: whoever takes the next number writes alone until the commit.
        """create table checklists (
            team text not null,
            id text not null,
            program text not null,
            version integer not null,
            starter text not null,
            starts_on text not null,
            first_trainer text not null,
            first_buddy text not null,
            changes integer not null,
            trainer text not null,
            buddy text not null,
            state text not null,
            moved_at text not null,
            reminded integer not null,
            quiet_until text not null,
            welcomed_at text,
            ended_at text,
            primary key (team, id)
        )""",
        "create unique index checklists_one_a_starter on checklists (team, program, starter) where ended_at is null",
        "create index checklists_by_trainer on checklists (team, trainer, state)",
        "create index checklists_by_starter on checklists (team, starter)",
        # Only ever added to.
        """create table deeds (
            team text not null,
            id text not null,
            checklist text not null,
            number integer not null,
            kind text not null,
            skill text not null,
            stage text not null,
            person text not null,
            at text not null,
            took integer,
            said text not null,
            primary key (team, id)
        )""",
        "create unique index deeds_in_order on deeds (team, checklist, number)",
        "create index deeds_by_kind on deeds (team, kind, skill, stage)",
        # One row a skill of a checklist, which follows from the deeds too: how many stages are signed, since when the
        # next waits, and for whom; ``learner`` is who was taught and has not confirmed it.
        """create table ways (
            team text not null,
            checklist text not null,
            skill text not null,
            place integer not null,
            name text not null,
            version integer not null,
            signed integer not null,
            begun integer not null,
            since text not null,
            waits_for text not null,
            learner text not null,
            primary key (team, checklist, skill)
        )""",
        "create index ways_by_learner on ways (team, learner) where learner <> ''",
        # What the clock did once: a name of its own for each thing that must not be done twice.
        """create table said_once (
            team text not null,
            name text not null,
            at text not null,
            primary key (team, name)
        )""",
    ),
    (
        # A situation for one CSR: given, answered, looked at together. ``hidden`` is the team's answer.
        """create table practices (
            team text not null,
            id text not null,
            csr text not null,
            giver text not null,
            source text not null,
            situation text not null,
            hidden text not null,
            about text not null,
            at text not null,
            answer text not null,
            answered_at text,
            feedback text not null,
            feedback_at text,
            primary key (team, id)
        )""",
        "create index practices_by_csr on practices (team, csr, id)",
        "create index practices_by_giver on practices (team, giver, id)",
        # Two people, one of whom plays the customer; ``week`` is its Monday.
        """create table role_plays (
            team text not null,
            id text not null,
            week text not null,
            customer text not null,
            csr text not null,
            watching text not null,
            card text not null,
            at text not null,
            customer_said text not null,
            csr_said text not null,
            primary key (team, id)
        )""",
        "create index role_plays_by_week on role_plays (team, week)",
        """create table volunteers (
            team text not null,
            person text not null,
            at text not null,
            primary key (team, person)
        )""",
    ),
    (
        # What whoever watched a role-play saw in it.
        "alter table role_plays add column watcher_said text not null default ''",
    ),
)

# As in ``knowledge.schema``.
TABLES: dict[str, tuple[str, ...]] = {
    "programs": ("team", "id"),
    "program_versions": ("team", "program", "version"),
    "checklists": ("team", "id"),
    "deeds": ("team", "id"),
    "ways": ("team", "checklist", "skill"),
    "said_once": ("team", "name"),
    "practices": ("team", "id"),
    "role_plays": ("team", "id"),
    "volunteers": ("team", "person"),
}
