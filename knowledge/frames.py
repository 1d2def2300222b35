"""Where the team's openings and endings are kept: one frame a channel, versioned like entries."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from knowledge.database import Database
from knowledge.frame import CHANNELS, Frame, check_frame
from knowledge.revisions import Revision, Revisions


class FrameSuperseded(Exception):
    """The frame was changed by somebody else since it was read; nothing was written. ``now`` is what it is."""

    def __init__(self, now: Frame) -> None:
        super().__init__(now.channel)
        self.now = now


class Frames:
    """One team's frames. A channel that nobody has written one for has an empty frame."""

    def __init__(self, db: Database, team: str) -> None:
        self._db = db
        self._team = team
        self.revisions = Revisions(db, team)

    def frame(self, channel: str) -> Frame:
        """Return the frame of a channel.

        Raises:
            Refusal: the channel is not one the team has.
        """
        check_frame(Frame(channel))
        rows = self._db.query(
            "select channel, opening, ending, revision from frames where team = :team and channel = :channel",
            {"team": self._team, "channel": channel},
        )
        return next((Frame(**row) for row in rows), Frame(channel))

    def all(self) -> list[Frame]:
        """Return the frame of every channel, in the order the channels are named in."""
        return [self.frame(channel) for channel in CHANNELS]

    def save(self, frame: Frame, what: str, person: str, at: datetime) -> Frame:
        """Keep one frame as it is now; see :meth:`save_all`."""
        return self.save_all([frame], what, person, at)[0]

    def save_all(self, frames: Sequence[Frame], what: str, person: str, at: datetime) -> list[Frame]:
        """Keep these frames as they are now, each with its revision: all of them or none.

        Raises:
            Refusal: a channel is not one the team has.
            FrameSuperseded: somebody changed one of them in between; nothing was written.
        """
        for frame in frames:
            check_frame(frame)
        if not frames:
            return []
        with self._db.atomic():
            first = self.revisions.take_numbers(len(frames))
            return [self._keep(frame, first + place, what, person, at) for place, frame in enumerate(frames)]

    def _keep(self, frame: Frame, number: int, what: str, person: str, at: datetime) -> Frame:
        written = self._db.query(
            """insert into frames (team, channel, opening, ending, revision)
            values (:team, :channel, :opening, :ending, :number)
            on conflict (team, channel) do update
            set opening = :opening, ending = :ending, revision = :number where frames.revision = :read_at
            returning channel""",
            {
                "team": self._team,
                "channel": frame.channel,
                "opening": frame.opening,
                "ending": frame.ending,
                "number": number,
                "read_at": frame.revision,
            },
        )
        if not list(written):
            raise FrameSuperseded(self.frame(frame.channel))
        content = {"opening": frame.opening, "ending": frame.ending}
        self.revisions.record(Revision(number, "frame", frame.channel, at, person, what, content))
        return replace(frame, revision=number)
