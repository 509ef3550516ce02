"""Rows that do not fit together: E005, E007, E010."""

from __future__ import annotations

from random import Random

from regionpb.findings import Severity
from regionpb.rules.base import unasked_rule
from regionpb.rules.intake.shown import COLUMN_AND_VALUE
from regionpb.rules.planting.draft import Draft, Planted
from regionpb.rules.story import Story

__all__ = ["AMBIGUOUS_REFERENCE", "DANGLING_REFERENCE", "OVERLAPPING_VERSIONS"]

_SOURCE = "what the tables may hold"


def _to_nowhere(draft: Draft, rng: Random) -> Planted:
    nowhere = f"nowhere-{rng.randrange(10**6)}"
    branch = draft.branch(rng, guided_by=draft.spoilt(nowhere, draft.home()["id"]))
    return Planted.at("organizations", branch)


def _twice(draft: Draft, rng: Random) -> Planted:
    branch = draft.branch(rng)
    same = {k: v for k, v in draft.row("organizations", branch).items() if draft.has("organizations", k)}
    if draft.spoils:
        draft.add("organizations", **same)
    return Planted.at("organizations", branch)


def _to_a_namesake(draft: Draft, rng: Random) -> Planted:
    name = f"甬同名{rng.randrange(10**6)}党支部"
    one, _ = draft.branch(rng, name=name), draft.branch(rng, name=name)
    branch = draft.branch(rng, guided_by=draft.spoilt(name, one))
    return Planted.at("organizations", branch)


DANGLING_REFERENCE = unasked_rule(
    "E005",
    "dangling-reference",
    Severity.ERROR,
    name_zh="悬空引用",
    story=Story(
        "A reference names an id that its table does not have in any version.",
        "引用的编号在所指表中没有任何版本。",
        "A reference that leads nowhere is no edge of the graph: other rules treat the cell as empty.",
        "无所指的引用不构成图中的边：其他规则将其视为空。",
        _SOURCE,
    ),
    values={**COLUMN_AND_VALUE, "references": "所指表"},
    message='refers in {column} to "{value}", which {references} does not have: correct the id or add the row',
    message_zh="的“{column}”引用了“{value}”，而“{references}”表中没有：请更正编号或补录该行",
    plant=_to_nowhere,
)

OVERLAPPING_VERSIONS = unasked_rule(
    "E007",
    "overlapping-versions",
    Severity.ERROR,
    name_zh="版本重叠",
    story=Story(
        "Two versions of one id overlap; in a table without dates the id occurs twice.",
        "同一编号的两个版本时间重叠；无日期的表中编号重复。",
        "On each day a thing is in one state. Where two claim the same day, the one that starts last counts.",
        "每一天一个事物只有一种状态。两个版本争同一天时，以后生效者为准。",
        _SOURCE,
    ),
    values=COLUMN_AND_VALUE,
    message="has two versions for the same days: end the earlier one, or remove the copy",
    message_zh="有两个版本在时间上重叠：请终止前一版本，或删除重复行",
    plant=_twice,
)

AMBIGUOUS_REFERENCE = unasked_rule(
    "E010",
    "ambiguous-reference",
    Severity.ERROR,
    name_zh="引用有歧义",
    story=Story(
        "A reference names no id but the name of several rows of its table.",
        "引用的不是编号，而是所指表中多行共有的名称。",
        "A name may stand for an id only where it is the name of exactly one row.",
        "名称只有唯一时才能代替编号。",
        _SOURCE,
    ),
    values={**COLUMN_AND_VALUE, "references": "所指表", "candidates": "候选编号"},
    message='refers in {column} to "{value}", the name of several rows of {references} ({candidates}): use the id',
    message_zh="的“{column}”引用了“{value}”，而“{references}”表中有多行同名（{candidates}）：请改用编号",
    plant=_to_a_namesake,
)
