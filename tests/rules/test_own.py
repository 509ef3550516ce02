"""Rules of other people run with the others; a code that is taken is refused."""

import pickle
import sys
from importlib.metadata import EntryPoint
from random import Random
from types import ModuleType

import narwhals as nw
import pytest

import regionpb as rpb
from regionpb.rules import OURS, own
from regionpb.rules.planting.draft import Unplantable


@rpb.rule("Q001", on="organizations", reads=["organizations.elected_on"], message="has no date of election")
def no_election(organizations):
    """An organization has no date of its last election."""
    return organizations.filter(nw.col("elected_on").is_null())


@rpb.rule(
    "Q002",
    "error",
    on="members",
    values=["organization"],
    reads=["members.organization"],
    message="is in {organization}",
    message_zh="在{organization}",
    name_zh="在册",
    parameters=["largest_branch"],
)
def enrolled(members, policy):
    return members.join(policy, how="cross").filter(nw.col("largest_branch") > 0)


def test_beside_the_others():
    region = rpb.testing.minimal().plant([rpb.rules["O010"]], Random(0))
    report = region.check(rules=[no_election, enrolled])
    assert report.counts() == {"O010": 1, "Q001": 3, "Q002": 6}
    assert {f.severity.value for f in report if f.code == "Q001"} == {"warning"}
    said = next(f for f in report.in_language("zh") if f.code == "Q002")
    assert (said.message, said.values) == ("党员M-1在O-2", {"organization": "O-2"})
    assert region.check(select=["Q"], rules=[no_election, enrolled]).counts() == {"Q001": 3, "Q002": 6}
    assert region.check(ignore=["Q002", "O"], rules=[no_election, enrolled]).counts() == {"Q001": 3}
    assert region.check().counts() == {"O010": 1}


def test_what_is_not_said_has_a_default():
    assert (no_election.name, no_election.name_zh) == ("no-election", "no election")
    assert (no_election.message_zh, no_election.summary) == (
        "has no date of election",
        "An organization has no date of its last election.",
    )
    assert (enrolled.summary, enrolled.story.summary_zh, enrolled.why, enrolled.source) == (
        "enrolled",
        "enrolled",
        "",
        "",
    )
    with pytest.raises(Unplantable):
        no_election.plant(rpb.testing.minimal(), Random(0))


def test_what_it_reads_must_be_there():
    tables = {n: rpb.testing.minimal().history(n) for n in ("divisions", "organizations")}
    tables["organizations"] = tables["organizations"].drop("elected_on")
    report = rpb.read(tables, at="2011-07-29").check(rules=[no_election, enrolled], select=["Q"])
    assert [(n.code, n.missing) for n in report.not_checked] == [
        ("Q001", ("organizations.elected_on",)),
        ("Q002", ("members",)),
    ]


def test_a_parameter_that_the_policy_lacks_is_told():
    @rpb.rule("Q003", on="members", message="x", parameters=["patience"])
    def waiting(members, policy):
        return members

    with pytest.raises(rpb.PolicyError, match="has no 'patience', which rule Q003 asks"):
        rpb.testing.minimal().check(rules=[waiting])


def test_a_code_that_is_taken_is_refused():
    @rpb.rule("U004", on="members", message="x")
    def mine(members):
        return members

    with pytest.raises(rpb.RegionError, match="the code U004 is taken by not-under-hub") as caught:
        rpb.testing.minimal().check(rules=[mine])
    assert "U004 已被“不在区域性党组织之下”占用" in caught.value.chinese
    with pytest.raises(rpb.RegionError, match="Q001 is taken by no-election"):
        rpb.testing.minimal().check(rules=[no_election, no_election])
    with pytest.raises(rpb.RegionError, match="is no rule"):
        rpb.testing.minimal().check(rules=[print])


@pytest.mark.parametrize("how", [{"code": "q1"}, {"severity": "grave"}, {"reads": ["people.name"]}])
def test_what_is_not_well_formed_is_refused(how):
    given = {"code": "Q009", "severity": "info", "on": "members", "message": "x"} | how
    with pytest.raises(ValueError, match=r"q1|grave|people"):
        rpb.rule(given.pop("code"), given.pop("severity"), **given)(lambda members: members)


def test_a_report_can_be_sent_to_another_process():
    report = rpb.testing.minimal().check(rules=[no_election])
    again = pickle.loads(pickle.dumps(report))
    assert again.findings == report.findings


class TestInstalled:
    @pytest.fixture
    def ship(self, monkeypatch):
        def shipped(*values):
            points = [EntryPoint(f"p{i}", value, own.GROUP) for i, value in enumerate(values)]
            monkeypatch.setattr(own, "entry_points", lambda group: points)
            return own.installed({rule.code: rule for rule in OURS})

        return shipped

    def test_one_or_several(self, ship, monkeypatch):
        acme = ModuleType("acme_rules")
        acme.RULES, acme.one = (enrolled,), no_election
        monkeypatch.setitem(sys.modules, "acme_rules", acme)
        assert [*ship("acme_rules:RULES", "acme_rules:one")][-2:] == ["Q002", "Q001"]

    def test_what_cannot_be_loaded_is_told(self, ship):
        with pytest.raises(rpb.RegionError, match="the rules of no_such_package:RULES cannot be loaded"):
            ship("no_such_package:RULES")

    def test_a_code_that_is_taken_is_refused(self, ship, monkeypatch):
        acme = ModuleType("acme_rules")
        acme.RULES = [no_election, no_election]
        monkeypatch.setitem(sys.modules, "acme_rules", acme)
        with pytest.raises(rpb.RegionError, match="Q001 of p0 is taken"):
            ship("acme_rules:RULES")
