"""One entry of a journal: what was meant, what it did to the rows, who did it, when, and on which approval.

>>> from datetime import UTC, datetime
>>> import regionpb as rpb
>>> act = rpb.changes.transfer("M-2", to="O-1", on="2012-01-01")
>>> region = rpb.testing.minimal().apply(act, actor="office", recorded=datetime(2011, 12, 30, 9, tzinfo=UTC))
>>> entry = region.journal.entries[0]
>>> entry.number, entry.actor, entry.policy, entry.changes[0].said.en
(1, 'office', 'ningbo', 'transfer M-2 to O-1 on 2012-01-01')
>>> Entry.from_json(entry.to_json()) == entry
True
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from regionpb.changes.acts import AnyChange
from regionpb.changes.journal.patch import Patch
from regionpb.changes.journal.upcasting import Written, acts_of
from regionpb.errors import Both, SourceError

__all__ = ["Entry", "as_instant"]

_FORM = 1
"""The form in which entries are written."""


def as_instant(told: object) -> datetime:
    """An instant as people give it; where it does not say in which time zone, in that of this machine.

    A day, as a date or as text, is the instant with which it begins.

    Raises:
        SourceError: when it is none.

    >>> as_instant("2026-11-26T10:00:00+08:00").isoformat()
    '2026-11-26T02:00:00+00:00'
    """
    read = told
    try:
        if isinstance(read, str):
            read = datetime.fromisoformat(read)
        elif isinstance(read, date) and not isinstance(read, datetime):
            read = datetime.combine(read, time())
        if isinstance(read, datetime) and read == read:  # noqa: PLR0124 - a time that is none is not itself
            return read.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _no_instant(told) from error
    raise _no_instant(told)


def _no_instant(told: object) -> SourceError:
    return SourceError(
        f"{told!r} is no instant; write it as 2026-11-26T10:00:00+08:00",
        f"“{told}”不是时刻；请写成 2026-11-26T10:00:00+08:00",
    )


@frozen
class Entry:
    """What was recorded at once: some acts, all made or none, or that an earlier entry was taken back.

    Attributes:
        number: its number in the journal, from 1.
        recorded: when it was recorded, in UTC.
        policy: the name of the policy under which it was done.
        written: the acts as they were written; none where an entry was taken back.
        patch: what was done to the rows.
        actor: who did it.
        document: on which approval.
        key: what it is known by to whoever asked for it: nothing is done twice under the same key.
        undoes: the number of the entry that it takes back.
    """

    number: int
    recorded: datetime
    policy: str
    written: tuple[Written, ...]
    patch: Patch = field(repr=False)
    actor: str | None = None
    document: str | None = None
    key: str | None = None
    undoes: int | None = None

    @cached_property
    def changes(self) -> tuple[AnyChange, ...]:
        """The acts, in the form of today.

        Raises:
            SourceError: when one cannot be read by this release.
        """
        return acts_of(self.written)

    @property
    def told(self) -> tuple[Both, ...]:
        """What was done, each act in both languages; of what this release cannot read only the names."""
        if self.undoes is not None:
            return (Both(f"undo {self.undoes}", f"撤回第{self.undoes}号"),)
        try:
            return tuple(act.said for act in self.changes)
        except SourceError:
            return tuple(Both(f"{act.get('act')} (?)", f"{act.get('act')}（？）") for act in self.written)

    @property
    def said(self) -> Both:
        """The same in one line."""
        return Both("; ".join(each.en for each in self.told), "；".join(each.zh for each in self.told))

    def public(self) -> Entry:
        """The same without the names of people in the rows it wrote."""
        return evolve(self, patch=self.patch.public())

    def to_json(self) -> str:
        """Its JSON form, on one line."""
        return json.dumps(
            {
                "form": _FORM,
                "number": self.number,
                "recorded": self.recorded.isoformat(),
                "policy": self.policy,
                "actor": self.actor,
                "document": self.document,
                "key": self.key,
                "undoes": self.undoes,
                "changes": self.written,
                "patch": self.patch.to_json(),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> Entry:
        """An entry from its JSON form.

        Raises:
            SourceError: when it is none.
        """
        try:
            told: Mapping[str, Any] = json.loads(text)
            if told["form"] != _FORM:
                raise SourceError(
                    f"an entry of form {told['form']} is of a later release; this one reads form {_FORM}",
                    f"格式 {told['form']} 由更新版的软件写成；本版软件只能读格式 {_FORM}",
                )
            return cls(
                number=int(told["number"]),
                recorded=datetime.fromisoformat(told["recorded"]),
                policy=str(told["policy"]),
                written=(*told["changes"],),
                patch=Patch.from_json(told["patch"]),
                actor=told.get("actor"),
                document=told.get("document"),
                key=told.get("key"),
                undoes=told.get("undoes"),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SourceError(
                f"this is no entry of a journal ({type(error).__name__}: {error})",
                f"这不是日志中的一条记录（{type(error).__name__}：{error}）",
            ) from error


def written(changes: Sequence[AnyChange]) -> tuple[Written, ...]:
    """Acts as they are written."""
    return tuple(change.model_dump(mode="json") for change in changes)
