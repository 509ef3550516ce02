"""The graph for networkx."""

import pytest

import regionpb as rpb
from regionpb.contract import TABLES
from regionpb.graph.relations import RELATIONS, edges


@pytest.fixture(scope="module")
def city():
    return rpb.datasets.ningbo(size=0.001)


@pytest.mark.parametrize("name", RELATIONS)
def test_edges_join_current_rows_and_name_the_row_that_makes_them(city, name):
    kind = RELATIONS[name]
    found = edges(city.snapshot, name)
    upper = "organizations" if name == "regional_units" else kind.end(kind.source)
    for column, table in (("source", upper), ("target", kind.end(kind.target))):
        key = rpb.models.Division and ("code" if table == "divisions" else "id")
        assert found[column].is_in(city.snapshot.frame(table)[key].implode()).all()
    assert found.height > 0 or kind.table not in city.tables or name in {"council_seats", "volunteering", "guidance"}


def test_subordination_is_the_forest(city):
    found = edges(city.snapshot, "subordination")
    forest = city.subordination
    assert {(s, t) for s, t, _ in found.rows()} == {(forest.parent(n), n) for n in forest if forest.parent(n)}


def test_hub_to_n(city):
    graph = city.to_networkx("regional_units")
    for hub, one, (relation, row) in graph.edges(keys=True):
        assert relation == "regional_units"
        assert hub[0] == one[0] == "organizations"
        assert row == one[1]
        assert city.organization(one[1]).regional_unit.hub.id == hub[1]


def test_attributes_are_the_row(city):
    graph = city.to_networkx("pairings")
    left, right, data = next(iter(graph.edges(data=True)))
    assert data["left"] == left[1]
    assert data["right"] == right[1]
    assert graph.graph["day"] == city.day


def test_a_relation_is_called_one_way_in_each_language():
    assert [*RELATIONS] == [
        "territory", "subordination", "guidance", "regional_units", "coverage", "membership", "employment",
        "pairings", "seats", "council_seats", "liaisons", "transfers", "volunteering",
    ]  # fmt: skip
    assert len({kind.label for kind in RELATIONS.values()}) == len(RELATIONS)
    for name, kind in RELATIONS.items():
        assert kind.name == name
        ends = {kind.source, kind.target}
        assert all(column in TABLES[kind.table].key or TABLES[kind.table].by_name[column].references for column in ends)
