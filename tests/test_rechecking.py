"""After a change only the rules that read what changed are asked again, and the report is that of a full check."""

import pickle
from datetime import date
from random import Random

import narwhals as nw
import pytest
from polars.testing import assert_frame_equal

import regionpb as rpb
from oracle.agreement import questions
from oracle.damage import damage
from oracle.regions import frames_of
from regionpb import changes
from regionpb.graph.snapshot import BEHIND, DERIVED, Snapshot
from regionpb.graph.tables import Tables
from regionpb.rules.runner import run
from regionpb.testing import minimal

DAY = date(2011, 7, 29)


def same(one, other):
    assert one.to_polars().equals(other.to_polars())
    assert one.not_checked == other.not_checked
    assert one.counts() == other.counts()


def asked_again(monkeypatch, check):
    """The report of a check, and the codes of the rules that were asked in it."""
    codes = set()

    def noted(rules, *rest):
        rules = [*rules]
        codes.update(rule.code for rule in rules)
        return run(rules, *rest)

    with monkeypatch.context() as patched:
        patched.setattr("regionpb.checking.run", noted)
        return check(), codes


@pytest.mark.parametrize("seed", range(8))
def test_whatever_changes_the_report_is_that_of_a_full_check(seed):
    question, rng = [*questions(seed)][seed % 4], Random(seed)
    before = rpb.read(frames_of(question.source), at=question.day)
    after = rpb.read(frames_of(damage(question.source, rng, question.day)), at=question.day)
    report = before.check(policy=question.policy)
    same(after.check(policy=question.policy, since=report), after.check(policy=question.policy))
    same(before.check(policy=question.policy, since=report), report)


def test_only_what_reads_the_change_is_asked_again(monkeypatch):
    region = minimal().plant([rpb.rules[code] for code in ("U004", "O010", "D007")], Random(0))
    report = region.check()
    after = region.apply(changes.move("O-2", under="O-1", on="2012-01-01"))
    again, codes = asked_again(monkeypatch, lambda: after.check(since=report))
    same(again, after.check())
    assert {"U004", "O010", "R001", "P001"} <= codes
    assert not {"D003", "D007", "V001"} & codes
    assert again.counts()["D007"] == 1
    nothing, codes = asked_again(monkeypatch, lambda: region.check(since=report))
    same(nothing, report)
    assert codes == set()


def test_a_report_of_a_report_serves_as_well(monkeypatch):
    region = minimal()
    one = region.apply(changes.transfer("M-2", to="O-1", on=DAY))
    two = one.apply(changes.transfer("M-3", to="O-1", on=DAY))
    report = two.check(since=one.check(since=region.check()))
    same(report, two.check())


def test_other_rules_may_be_asked_than_before(monkeypatch):
    region = minimal().plant([rpb.rules["U004"]], Random(0))
    few = region.check(select=["D", "U001"])
    whole, codes = asked_again(monkeypatch, lambda: region.check(since=few))
    same(whole, region.check())
    assert "U001" not in codes
    assert {"U004", "O001"} <= codes
    same(region.check(select=["U"], since=whole), region.check(select=["U"]))


def test_what_was_silenced_before_is_not_forgotten():
    region = minimal().plant([rpb.rules["O010"]], Random(0))
    silent = region.check(baseline=region.check().baseline())
    assert silent.counts() == {}
    same(region.check(since=silent), region.check())


def test_a_report_from_another_process_serves_as_well():
    region = minimal().plant([rpb.rules["O010"]], Random(0))
    same(region.check(since=pickle.loads(pickle.dumps(region.check()))), region.check())


def test_own_rules_are_asked_again_when_they_are_others():
    @rpb.rule("Q001", "info", on="organizations", reads=["organizations.elected_on"], message="has no date of election")
    def no_election(organizations):
        """An organization has no date of its last election."""
        return organizations.filter(nw.col("elected_on").is_null())

    region = minimal()
    report = region.check(rules=[no_election])
    same(region.check(rules=[no_election], since=report), report)
    assert region.check(since=report).counts() == {}


def test_a_report_of_another_day_or_policy_is_refused():
    region = minimal()
    for other in (region.at("2012-01-01").check(), region.check(policy="national")):
        with pytest.raises(rpb.RegionError, match="check the same day under the same policy") as told:
            region.check(since=other)
        assert "请检查同一天、用同一政策" in told.value.chinese


@pytest.fixture(scope="module")
def everything():
    return minimal().plant([rule for rule in rpb.rules.values() if rule.function], Random(0)).tables.frames


@pytest.mark.parametrize("name", DERIVED)
def test_what_is_behind_a_derived_frame_is_all_it_is_made_of(everything, name):
    assert BEHIND.keys() == DERIVED.keys()
    few = {other: frame if other in BEHIND[name] else frame.clear() for other, frame in everything.items()}
    whole, part = (Snapshot(Tables(frames), DAY).frame(name) for frames in (everything, few))
    assert whole.height or name == "absent"
    assert_frame_equal(whole, part)


def test_a_table_that_goes_or_comes_is_noticed():
    region = minimal()
    fewer = {name: frame for name, frame in region.frames.items() if name != "seats"}
    without = rpb.read(fewer, at=DAY)
    same(without.check(since=region.check()), without.check())
    same(region.check(since=without.check()), region.check())
