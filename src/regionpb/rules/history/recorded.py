"""H004: what was written past the journal."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

from regionpb.contract import TABLES
from regionpb.contract.beside import JOURNAL
from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story

__all__ = ["CHANGED_PAST"]


def rename_without_an_act(draft: Draft, rng: Random) -> Planted:
    """Add a branch that the journal says was established, and give it another name than is written there."""
    branch = draft.branch(rng)
    known, written = TABLES["organizations"].by_name, draft.row("organizations", branch)
    row = {column: cell for column, cell in written.items() if column in known and cell is not None}
    told = {column: str(cell) if isinstance(cell, date) else cell for column, cell in row.items()}
    kept = draft.files.get(JOURNAL, b"")
    entry: dict[str, Any] = {
        "form": 1,
        "number": kept.count(b"\n") + 1,
        "recorded": f"{draft.day}T09:00:00+00:00",
        "policy": "ningbo",
        "actor": None,
        "document": None,
        "key": None,
        "undoes": None,
        "changes": [],
        "patch": {"organizations": {"added": [{"row": told}]}},
    }
    draft.files[JOURNAL] = kept + json.dumps(entry, ensure_ascii=False).encode() + b"\n"
    draft.put("organizations", branch, name=draft.spoilt(f"{row['name']}（新）", row["name"]))
    return Planted.at("organizations", branch)


CHANGED_PAST = unasked_rule(
    "H004",
    "changed-past",
    Severity.ERROR,
    name_zh="改写历史",
    story=Story(
        "A row is not what the journal gives: it was written to, added or taken away past the journal.",
        "某行与日志所记不符：有人绕过日志改写、增加或删除了该行。",
        "What was recorded with who did it, when and on which approval is what holds. Asked where there is a journal: "
        "of a store, and of a folder with a journal.jsonl.",
        "凡经登记、注明何人何时依何批准办理的，以登记为准。有日志时才检查：数据库，或带有 journal.jsonl 的文件夹。",
        "what changes must never do",
    ),
    values={"column": "列", "recorded": "日志所记", "found": "现为"},
    message="is not what the journal gives: {column} is {found}, and {recorded} was recorded: make the change by an "
    "act, or the tables anew from the journal",
    message_zh="与日志所记不符：{column}现为{found}，而日志所记为{recorded}：请以变更办理，或据日志重建",
    plant=rename_without_an_act,
    turn=9,  # what other plants write comes before it
)
