"""Why a finding is one: norms, distance and rows, of every rule, in both languages."""

from datetime import date
from random import Random

import polars as pl
import pytest

import regionpb as rpb
from regionpb.policies import read_policy
from regionpb.queries.distance import distances
from regionpb.rules.totals import PERIOD

DAY = {"O017": date(2020, 1, 1), "A004": date(2020, 1, 1)}
CODES = [*rpb.rules]


def explained(code):
    policy = "national" if code == "R008" else "ningbo"
    region = rpb.testing.minimal(DAY.get(code, date(2011, 7, 29))).plant([rpb.rules[code]], Random(0))
    report = region.check(select=[code], policy=policy)
    if code.startswith("X"):
        report = region.reconcile(region.day - PERIOD, region.day, select=[code]).report
    return region, [(finding, report.explain(finding)) for finding in report.findings]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_explains_what_it_finds(code):
    region, found = explained(code)
    assert found
    for finding, explanation in found:
        for language in ("en", "zh"):
            told = explanation.told(language)
            assert told.startswith(code)
            assert "None" not in told
        assert str(explanation) == explanation.told("en")
        if code[0] != "E":
            assert explanation.rows[0].table == finding.table
            assert region.history(finding.table)[explanation.rows[0].positions].height == 1
        assert finding.message == explanation.message.en


APART = {"F001", "S004"}
"""What is measured is not shown: money is shared out among members, the nearest point is not looked for."""


@pytest.mark.parametrize("code", [code for code in CODES if rpb.rules[code].parameters and code not in APART])
def test_who_measures_tells_how_far(code):
    limits = rpb.rules[code].limits
    assert limits
    for finding, explanation in explained(code)[1]:
        there = [name for name in limits if finding.values[name] is not None]  # nothing was ever held
        assert len(explanation.distances) == len(there)


def test_no_row_twice_and_no_name_of_a_person():
    region = rpb.testing.minimal()
    tables = {name: region.history(name) for name in region.tables.frames}
    tables["members"] = tables["members"].with_columns(name=pl.lit("张三"))
    report = rpb.read(tables, at=region.day).plant([rpb.rules["O012"]], Random(0)).check()
    for finding in report.findings:
        explanation = report.explain(finding)
        rows = [(piece.table, row) for piece in explanation.rows for row in piece.positions]
        assert len(rows) == len(set(rows))
        assert "张三" not in f"{explanation}{explanation._repr_html_()}{explanation.to_dict()}"


def test_what_is_shown_is_escaped():
    region = rpb.testing.minimal()
    tables = {name: region.history(name) for name in region.tables.frames}
    tables["organizations"] = tables["organizations"].with_columns(name=pl.lit("<b>党委</b>"))
    report = rpb.read(tables, at=region.day).plant([rpb.rules["O010"]], Random(0)).check()
    html = report.explain(report.findings[0])._repr_html_()
    assert "<b>党委" not in html
    assert "&lt;b&gt;党委" in html


def test_a_finding_of_another_report_is_refused():
    _, [(finding, _), *_] = explained("O006")
    with pytest.raises(ValueError, match="is no finding of this report"):
        rpb.testing.minimal().check().explain(finding)


@pytest.mark.parametrize(
    ("code", "values", "en", "zh"),
    [
        ("O006", {"full_members": 3}, "3 of 3 full members; just reached", "正式党员数 3（界限 3），正好达到"),
        ("O007", {"members": 57}, "57 of 50 members; 7 over", "党员数 57（界限 50），超出 7"),
        (
            "O013",
            {"elected_on": "2010-07-29", "term_years": 1},
            "elected on 2010-07-29; 1 year on is 2011-07-29, today",
            "换届日期 2010-07-29；满 1 年为 2011-07-29，就在当日",
        ),
        (
            "O013",
            {"elected_on": "2008-02-29", "term_years": 5},
            "elected on 2008-02-29; 5 years on is 2013-02-28, in 580 days",
            "换届日期 2008-02-29；满 5 年为 2013-02-28，还有 580 天",
        ),
        (
            "O013",
            {"elected_on": "2008-02-29", "term_years": 9999},
            "elected on 2008-02-29; 9999 years on is beyond the calendar",
            "换届日期 2008-02-29；期限超出日历范围",
        ),
    ],
)
def test_how_far(code, values, en, zh):
    policy = read_policy("ningbo").at(date(2011, 7, 29))
    assert distances(rpb.rules[code], values, policy) == ((en, zh),)
    assert distances(rpb.rules[code], {}, policy) == ()
