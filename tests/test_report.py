"""What a report makes of its findings, and when."""

from random import Random

import pytest

import regionpb as rpb
from regionpb import report as module


@pytest.fixture
def report():
    faults = [rpb.rules[code] for code in ("U004", "O006", "U004", "D007", "U004", "U004")]
    return rpb.testing.minimal().plant(faults, Random(1)).check()


@pytest.fixture
def told(monkeypatch):
    """How many findings were put into words, each time."""
    heights = []
    words = module.with_messages

    def counting(frame, rules):
        heights.append(frame.height)
        return words(frame, rules)

    monkeypatch.setattr(module, "with_messages", counting)
    return heights


def test_raising_puts_into_words_what_it_names(report, told):
    errors = [f for f in report.findings if f.severity == "error"]
    chinese = [f for f in report.in_language("zh") if f.severity == "error"]
    assert len(errors) > 3
    told.clear()
    with pytest.raises(rpb.FindingsError) as raised:
        report.raise_for_errors()
    assert told == [3]
    said = "; ".join(f"{f.code} {f.message}" for f in errors[:3])
    said_zh = "；".join(f"{f.code} {f.message}" for f in chinese[:3])
    assert str(raised.value) == f"{said}, and {len(errors) - 3} more"
    assert raised.value.chinese == f"{said_zh}；另有 {len(errors) - 3} 个"


def test_a_document_puts_into_words_what_it_shows(report, told):
    shown = report.document(min_severity="error").findings
    assert told == [shown.height]
    assert 0 < shown.height < len(report)
    assert report.document().findings.height == len(report)
    assert report.document(min_severity="error").findings.equals(shown)
