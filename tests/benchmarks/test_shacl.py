"""What pySHACL is measured at finds what the library finds: else its time would say nothing."""

from datetime import date
from importlib import import_module

import pytest

import regionpb as rpb
from regionpb.policies import read_policy

# Only the benchmarks need it: it comes with the dependency group `bench`, as `make test` installs it, and not with any
# extra of the package. Who tests without that group is told so, and has all other tests.
pytest.importorskip("pyshacl", reason="pySHACL is in the dependency group bench")
rdflib, shacl = import_module("rdflib"), import_module("benchmarks.shacl")
in_shacl = import_module("benchmarks.peers.in_shacl")
SHAPES = in_shacl.shapes()
CODES = in_shacl.codes(SHAPES)


def agree(region):
    """What the library and pySHACL find alike."""
    report = region.check(select=CODES)
    assert not report.not_checked
    found = {(finding.code, finding.id) for finding in report.findings}
    assert in_shacl.find(in_shacl.to_graph(region), SHAPES) == found
    return found


def test_with_a_fault_of_each_rule_pyshacl_finds_what_the_library_finds():
    region = rpb.datasets.ningbo(size=0.001, seed=1, faults=dict.fromkeys(CODES, 1))
    found = agree(region)
    assert {(code, key) for code, _, key in region.planted.iter_rows()} <= found
    assert {code for code, _ in found} == {*CODES}


def test_in_a_sound_city_pyshacl_finds_nothing_else_either():
    found = agree(rpb.datasets.ningbo(size=0.001, seed=1))
    assert all(rpb.rules[code].severity == "info" for code, _ in found)


def test_what_is_outside_or_not_current_is_known_in_the_graph_and_nobody_is_asked_about_it():
    branch = {"form": "branch", "superior": "O-1", "division": "3302", "external": None, "end": None}
    region = rpb.read(
        {
            "divisions": [{"code": "3302", "name": "宁波市", "level": "prefecture"}],
            "organizations": [
                {"id": "O-1", "name": "甬一", **branch, "form": "committee", "superior": None},
                {"id": "O-2", "name": "甬二", **branch, "superior": "O-3", "external": True},
                {"id": "O-3", "name": "甬三", **branch, "end": "2010-01-01"},
                {"id": "O-4", "name": "甬四", **branch, "superior": "O-2"},
                {"id": "O-5", "name": "甬五", **branch, "superior": "O-3"},
            ],
        },
        at="2011-07-29",
    )
    asked = ["O002", "O003", "O004", "O005", "O019"]  # the others want tables that are not there
    report = region.check(select=asked)
    assert {(finding.code, finding.id) for finding in report.findings} == {("O003", "O-5"), ("O004", "O-4")}
    found = in_shacl.find(in_shacl.to_graph(region), SHAPES)
    assert {(code, key) for code, key in found if code in asked} == {("O003", "O-5"), ("O004", "O-4")}


def test_the_norms_in_the_shapes_are_those_in_force():
    in_force = read_policy("ningbo").at(date(2011, 7, 29))
    assert all(in_force.is_on(code) for code in CODES)
    fewest, largest, committee, general, joint = (
        in_force.parameters[name]
        for name in (
            "minimum_full_members",
            "largest_branch",
            "committee_from",
            "general_branch_from",
            "joint_candidate_up_to",
        )
    )
    expected = {"O006": {fewest}, "O007": {largest}, "O008": {committee - 1}, "O009-committees": {committee}}
    expected |= {"O009-general-branches": {general}, "R004": {fewest - 1}, "R007": {0, joint + 1}}
    for shape, norms in expected.items():
        below = SHAPES.transitive_objects(rdflib.URIRef(f"{in_shacl.RULES}{shape}"), None)
        values = (each.value for each in below if isinstance(each, rdflib.Literal))
        assert {value for value in values if type(value) is int} - {1} == norms


def test_the_figure_is_of_both_at_the_same_region(monkeypatch):
    graphs = []
    monkeypatch.setattr(in_shacl, "find", lambda graph, shapes: graphs.append(len(graph)))
    (figure,) = shacl.figures(size=0.001)
    assert (figure.peer, figure.wanted) == ("pySHACL", 100)
    assert figure.note == f"{graphs[0]:,} triples"
    assert len(graphs) == 1
