import io

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from regionpb.findings import Severity
from regionpb.io.reports import terminal

from .conftest import finding


def printed(document):
    stream = io.StringIO()
    terminal.write_text(document, stream)
    return stream.getvalue()


def test_what_a_pipe_reads_has_one_finding_a_line_with_its_place(make):
    lines = printed(make()).splitlines()
    assert lines[0] == "demo/<i>city</i> · as of 2011-07-29 · policy: Practice of Ningbo · regionpb 0.1.0"
    assert (
        "  organizations.csv:2:superior: organization O-0 is not under its hub"
        in printed(make([finding("U004", "error", 0)])).splitlines()
    )
    assert lines[-1].startswith("✗ 14 found: 3 errors, 10 warnings, 1 info")


def test_ten_of_a_code_are_shown_and_how_to_see_all(make):
    text = printed(make())
    assert "… and 2 more" in text
    assert text.count("organizations.csv:") == 12
    assert "--output-format csv, jsonl or html" in text


def test_severities_are_told_finding_by_finding_where_one_code_has_several(make):
    lines = printed(make()).splitlines()
    assert "O013 fault-o013  2 errors, 10 warnings" in lines
    assert "  organizations.csv:3:superior: error: organization O-1 is not under its hub" in lines
    assert "  organizations.csv:4:superior: warning: organization O-2 is not under its hub" in lines
    assert "  organizations.csv:3:上级党组织: 错误：党组织O-1不在其下" in printed(make(language="zh")).splitlines()


def test_nothing_steers_the_terminal_and_markup_is_text(make):
    text = printed(make())
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold red]x[/]\\u001b[31m\\u202e\\r\\n=1+1" in text


def test_chinese(make):
    text = printed(make(language="zh", hidden=4, min_severity=Severity.WARNING))
    assert "党组织O-1不在其下" in text
    assert "U004 U004之错  错误 · 1" in text
    assert "按县（市、区）" in text
    assert "P001, P002  缺少“结对”表" in text
    assert "另有 4 个低于“警告”" in text


def test_nothing_found_says_so(make):
    assert printed(make(rows=[])).splitlines()[-1] == "✓ no finding"
    assert "✓ no finding of severity error or above" in printed(make(rows=[], min_severity=Severity.ERROR))


def test_findings_without_places_are_only_said(make):
    assert "\n  organization O-1 is not" in printed(make(rows=[finding("U004", "error", 1, file=None)], source=None))


@pytest.mark.parametrize("width", [30, 60, 120])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_terminal_of_any_width_is_never_overrun(make, monkeypatch, width, language):
    stream = io.StringIO()
    console = Console(file=stream, markup=False, emoji=False, highlight=False, force_terminal=True, width=width)
    monkeypatch.setattr(terminal, "console_for", lambda _: console)
    terminal.write_text(make(language=language), stream)
    lines = [Text.from_ansi(line).plain.rstrip() for line in stream.getvalue().splitlines()]
    assert max(map(cell_len, lines)) <= width
