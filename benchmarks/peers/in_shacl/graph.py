"""The RDF of a region: the rows that are current on its day.

A row is a node, `<…/organizations/O-1>`, and a column that is filled a property of it, `<…/organizations#superior>`: a
reference leads to the node it names, a term is an IRI (`<…/form#branch>`), all else is a typed literal. A column is
named with its table, so that a path backwards meets the rows of that table alone.

What a row is of is its class (`reg:Organization`), and so is each term that says what kind of a thing it is: that is
how shapes find the few they are about. An organization outside the region is an `reg:Organization` and nothing else,
which keeps it out of the rules of the others. Of two levels the higher is the broader. What has ended, or is
still to begin, is `reg:Former` and nothing else, and nothing more is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from urllib.parse import quote, unquote

from rdflib import RDF, SKOS, Graph, Literal, URIRef

import regionpb as rpb
from regionpb.contract import TABLES, Column, Kind, Table
from regionpb.contract.keys import key_expr, key_of
from regionpb.vocabulary import Level

__all__ = ["RULES", "id_of", "to_graph"]

_BASE = "https://example.org/region/"
RULES = f"{_BASE}rules/"
"""What the names of shapes begin with."""

_CLASSES = frozenset({"form", "function", "kind", "level", "mode", "role", "status"})
"""The columns whose terms are classes, too."""

_Triple = tuple[URIRef, URIRef, URIRef | Literal]


def to_graph(region: rpb.Region) -> Graph:
    """The current rows of all tables that there are, which others there were, and the order of levels."""
    graph = Graph()
    for high, low in pairwise(Level):
        graph.add((_concept("level", low), SKOS.broader, _concept("level", high)))
    for name in region.tables.frames:
        table, current = TABLES[name], region.snapshot.frame(name)
        for row in current.iter_rows(named=True):
            for triple in _told(table, row):
                graph.add(triple)
        every, now = ({*frame.select(key_expr(table)).to_series()} for frame in (region.history(name), current))
        for key in every - now:
            graph.add((_node(name, key), RDF.type, URIRef(f"{_BASE}Former")))
    return graph


def id_of(node: str) -> str:
    """The id of the row that a node is."""
    return unquote(node.rpartition("/")[2])


def _told(table: Table, row: dict[str, object]) -> Iterator[_Triple]:
    node = _node(table.name, key_of(table, row))
    yield node, RDF.type, URIRef(f"{_BASE}{table.singular.title().replace('_', '')}")
    external = row.get("external") is True
    if table.name == "organizations" and not external:
        yield node, RDF.type, URIRef(f"{_BASE}OwnOrganization")
    for column in table.columns:
        said = row.get(column.name)
        if said is None:
            continue
        value = _VALUES.get(column.kind, _literal)
        for each in said if isinstance(said, list) else [said]:
            told = value(column, each)
            yield node, URIRef(f"{_BASE}{table.name}#{column.name}"), told
            if column.name in _CLASSES and not external:
                yield node, RDF.type, told


def _node(table: str, key: object) -> URIRef:
    return URIRef(f"{_BASE}{table}/{quote(str(key), safe='')}")


def _reference(column: Column, key: object) -> URIRef:
    assert column.references
    return _node(column.references, key)


def _term(column: Column, term: object) -> URIRef:
    return _concept(column.name, term)


def _concept(column: str, term: object) -> URIRef:
    return URIRef(f"{_BASE}{column}#{term}")


def _literal(_: Column, value: object) -> Literal:
    return Literal(value)


_VALUES: dict[Kind, Callable[[Column, object], URIRef | Literal]] = {
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _reference,
    Kind.TERM: _term,
    Kind.TERMS: _term,
}
