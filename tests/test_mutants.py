"""The mutants of a module: where they are, and that nothing but them is changed."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = '''\
"""某."""

__all__ = ["all_of"]


def all_of(rows, *, how="anti"):
    """All 1 rows."""
    名称 = rows.filter(a=1) if 3 <= len(rows) and not how else None  # 注
    return rows.join(名称, on="id", how="semi", message="one or two"), Form.BRANCH
'''


@pytest.fixture
def found(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from campaign.mutants import mutants

    return mutants("all.py", SOURCE.encode(), {"Form": ["BRANCH", "COMMITTEE"]})


def test_every_fault_is_one_small_change(found):
    changes = {(m.kind, m.line, m.becomes) for m in found}
    line = "名称 = rows.filter(a=1) if 3 <= len(rows) and not how else None # 注"
    last = 'return rows.join(名称, on="id", how="semi", message="one or two"), Form.BRANCH'
    assert changes == {
        ("word", 6, "def all_of(rows, *, how='semi'):"),
        ("step", 8, line.replace(".filter(a=1)", "")),
        ("keyword", 8, line.replace("a=1", "")),
        ("constant", 8, line.replace("a=1", "a=2")),
        ("constant", 8, line.replace("a=1", "a=0")),
        ("constant", 8, line.replace("3", "4")),
        ("constant", 8, line.replace("3", "2")),
        ("comparison", 8, line.replace("<=", "<")),
        ("logic", 8, line.replace("and", "or")),
        ("logic", 8, line.replace("not how", "how")),
        ("return", 9, "return None"),
        ("keyword", 9, "return rows.join(名称, how='semi', message='one or two'), Form.BRANCH"),
        ("keyword", 9, "return rows.join(名称, on='id', message='one or two'), Form.BRANCH"),
        ("word", 9, last.replace('"semi"', "'anti'")),
        ("word", 9, last.replace('"id"', "'idX'")),
        ("term", 9, last.replace("BRANCH", "COMMITTEE")),
    }  # fmt: skip
    assert all(m.source == SOURCE.encode() and m.mutated != m.source for m in found)
    assert "campaign.mutants" in sys.modules


def test_what_is_accepted_is_a_mutant_still(monkeypatch):
    """A line that changed is asked about anew."""
    monkeypatch.syspath_prepend(str(ROOT))
    from campaign.mutation import accepted, of_modules

    reasons = accepted()
    there = {(m.module, m.was, m.becomes) for m in of_modules({module for module, _, _ in reasons})}
    assert not {*reasons} - there
    assert all(reasons.values())
