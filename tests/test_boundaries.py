"""Imports go one way, and a vendor's package is imported in its own room alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for top in ("bot", "knowledge", "onboarding") for path in (ROOT / top).rglob("*.py"))
LONGEST_MODULE = 250

# The modules that start with the first name may import none that start with the second.
NEVER = [
    ("knowledge", "bot"),
    ("knowledge", "onboarding"),
    ("onboarding", "bot"),
    ("bot.conversations", "bot.terminal"),
    ("bot.conversations", "bot.web"),
    ("bot.conversations", "bot.office"),
    ("bot.conversations", "bot.database"),
    ("bot.database", "bot.conversations"),
    ("bot.database", "bot.delivery"),
    ("bot.delivery", "bot.database"),
    ("bot.delivery", "bot.slack"),
    ("bot.delivery", "bot.teams"),
    ("bot.delivery", "bot.web"),
    ("bot.conversations", "bot.slack"),
    ("bot.conversations", "bot.teams"),
    ("bot.teams", "bot.web"),
    ("bot.teams", "bot.slack"),
    ("bot.teams", "bot.terminal"),
    ("bot.slack", "bot.teams"),
    ("bot.web", "bot.teams"),
    ("bot.terminal", "bot.teams"),
    ("bot.slack", "bot.web"),
    ("bot.slack", "bot.terminal"),
    ("bot.web", "bot.slack"),
    ("bot.terminal", "bot.slack"),
    ("bot.terminal", "bot.web"),
    ("bot.web", "bot.terminal"),
    ("bot.message", "bot.conversations"),
    ("bot.turn", "bot.conversations"),
    ("", "bot.main"),
]

# All that ``onboarding`` may import of ``knowledge``: what every store needs, tidy texts, and how a rule says no.
SHARED = {"knowledge.clean", "knowledge.database", "knowledge.ids", "knowledge.refusal", "knowledge.when"}

# Where each vendor's package may be imported.
ROOMS = {
    "cattrs": ("bot.written",),
    "numpy": ("knowledge.meaning.",),
    "onnxruntime": ("knowledge.meaning.model",),
    "tokenizers": ("knowledge.meaning.model",),
    "whoosh": ("knowledge.words.",),
    "holidays": ("knowledge.calendars",),
    "rapidfuzz": ("knowledge.words.", "knowledge.sheet.", "knowledge.meaning.spelling", "knowledge.nearness"),
    "phonenumbers": ("knowledge.masking.phones",),
    "pyap": ("knowledge.masking.addresses",),
    "openpyxl": ("knowledge.sheet.",),
    "charset_normalizer": ("knowledge.sheet.",),
    "sqlite_utils": ("bot.database.sqlite",),
    "sqlite3": ("bot.database.sqlite", "bot.database.opening"),
    "yaml": ("bot.program_files",),
    "psycopg": ("bot.database.postgres",),
    "slack_bolt": ("bot.slack.",),
    "slack_sdk": ("bot.slack.",),
    "botbuilder": ("bot.teams.",),
    "botframework": ("bot.teams.",),
    "msrest": ("bot.teams.",),
    "jwt": ("bot.teams.",),
    "aiohttp": ("bot.web.", "bot.slack.", "bot.teams.", "bot.server."),
    "jinja2": ("bot.web.",),
    "click": ("bot.main", "bot.terminal."),
    "rich": ("bot.main", "bot.terminal."),
    "schedule": ("bot.clock.",),
    "tzlocal": ("bot.environment",),
}


def module_name(path: Path) -> str:
    """Return the dotted name of a module's file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Give the names of all modules that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relative to itself; say the whole name"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(module: str, package: str) -> bool:
    """Say whether a module is the package or lies in it."""
    return package in ("", module) or module.startswith(f"{package}.")


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    module = module_name(path)

    forbidden = [
        f"{module} imports {name}"
        for name in imported(path)
        for who, what in NEVER
        if is_in(module, who) and is_in(name, what) and not is_in(module, what)
    ]

    assert forbidden == []


def test_onboarding_imports_of_knowledge_only_what_every_store_needs() -> None:
    strays = [
        f"{module_name(path)} imports {name}"
        for path in MODULES
        if is_in(module_name(path), "onboarding")
        for name in imported(path)
        if is_in(name, "knowledge") and not any(is_in(name, shared) for shared in SHARED)
    ]

    assert strays == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_vendors_package_is_imported_in_its_own_room(path: Path) -> None:
    module = module_name(path)

    strays = [
        f"{module} imports {name}"
        for name in imported(path)
        for vendor, rooms in ROOMS.items()
        if is_in(name, vendor) and not f"{module}.".startswith(rooms)
    ]

    assert strays == []


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_MODULE


def test_every_vendor_named_here_is_still_used() -> None:
    used = {name.split(".")[0] for path in MODULES for name in imported(path)}

    assert sorted(set(ROOMS) - used) == []
