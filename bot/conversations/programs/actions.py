"""What people can do about programs: one function a conversation."""

from collections.abc import Callable

from bot.conversations.programs import again, bringing, editing, showing
from bot.desk import Desk
from bot.message import Message
from bot.turn import Turn

PROGRAMS: dict[str, Callable[[Turn, Desk], Message]] = {
    "programs.list": showing.programs,
    "programs.open": showing.open_program,
    "programs.skill": showing.open_skill,
    "programs.versions": showing.versions,
    "programs.edit": editing.edit,
    "programs.edit_skill": editing.edit_skill,
    "programs.starter": editing.bring_starter,
    "programs.move": editing.move,
    "programs.remove": editing.remove,
    "programs.retire": editing.retire,
    "programs.again": again.again,
    "programs.bring": bringing.bring,
}
