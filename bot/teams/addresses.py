"""Where Baton can write in Teams without having been asked: people's chats with it, and channels it is in."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from knowledge.database import Database
from knowledge.when import utc_text


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person or a channel is reached: ``id`` is the person's, or the channel's.

    ``conversation`` is empty while nobody of the two has opened the chat; ``account`` is the person's in Teams.
    ``within`` is the conversation of the team that a channel belongs to: Baton is let into and out of all of it at once.
    """

    id: str
    conversation: str
    account: str
    service: str
    tenant: str
    within: str = ""


class Addresses:
    """One team's addresses in Teams. Each follows what Teams said last."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team

    def find(self, id: str) -> Address | None:
        """Return where a person or channel is reached, or None if Baton cannot write to them."""
        rows = self._db.query(
            """select id, conversation, account, service, tenant, within from teams_addresses
            where team = :team and id = :id and gone_at is null""",
            {"team": self._team, "id": id},
        )
        return next((Address(**row) for row in rows), None)

    def keep(self, address: Address, at: datetime) -> None:
        """Keep an address as it is now; a chat that is known stays known where only the account was met again."""
        known = self.find(address.id)
        if known and known == _with_what_is_known(address, known):
            return
        self._db.execute(
            """insert into teams_addresses (team, id, conversation, account, service, tenant, within, at)
            values (:team, :id, :conversation, :account, :service, :tenant, :within, :at)
            on conflict (team, id) do update set account = :account, service = :service, tenant = :tenant,
            within = case when :within = '' then teams_addresses.within else :within end, at = :at,
            conversation = case when :conversation = '' and teams_addresses.gone_at is null
            then teams_addresses.conversation else :conversation end, gone_at = null""",
            {"team": self._team, "at": utc_text(at), **asdict(address)},
        )

    def close(self, conversation: str, at: datetime) -> None:
        """Keep that Baton was removed from a conversation and all within it, or can no longer write there."""
        self._db.execute(
            """update teams_addresses set gone_at = :at
            where team = :team and (conversation = :conversation or within = :conversation) and gone_at is null""",
            {"team": self._team, "conversation": conversation, "at": utc_text(at)},
        )

    def reopen(self, conversation: str) -> None:
        """Keep that Baton was let in again, and so into all that is within."""
        self._db.execute(
            "update teams_addresses set gone_at = null where team = :team and within = :conversation",
            {"team": self._team, "conversation": conversation},
        )


def _with_what_is_known(address: Address, known: Address) -> Address:
    """Return an address with the chat and the team that are known already, where it says none itself."""
    return replace(
        address, conversation=address.conversation or known.conversation, within=address.within or known.within
    )
