"""The rules that SHACL can express, as shapes over the RDF of a region; a file of shapes for each family.

A shape is named by the code of its rule, `rule:U004`; where a rule takes several, the code comes first,
`rule:C002-enterprises`. Whoever breaks one is the focus node of its results. What they are written in is SHACL Core
with property paths, and a SPARQL constraint only where Core compares too little.

They speak of the rows that are current, which leaves out what reads history, what asks how long ago something was,
distances, and the kinds of meetings in a period. The norms in them are those of `ningbo` in 2011. The edges of a cycle
are told as faults (D002, O001) and followed like others, so that below one they may answer otherwise than the library.
A table that is not there is an empty one.
"""

from __future__ import annotations

from pathlib import Path

import pyshacl
from rdflib import SH, Graph, URIRef

from benchmarks.peers.in_shacl.graph import RULES, id_of, to_graph

__all__ = ["RULES", "codes", "find", "shapes", "to_graph"]

_HERE = Path(__file__).parent


def shapes() -> Graph:
    """The shapes of every family, parsed."""
    graph = Graph()
    for file in sorted(_HERE.glob("*.ttl")):
        graph.parse(file)
    return graph


def codes(shapes_graph: Graph) -> list[str]:
    """The codes of the rules that there are shapes for."""
    named = {str(shape) for shape in shapes_graph.subjects() if isinstance(shape, URIRef)}
    return sorted({_code(shape) for shape in named if shape.startswith(RULES)})


def find(graph: Graph, shapes_graph: Graph) -> set[tuple[str, str]]:
    """Every finding as code and id."""
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes_graph, inference="none")
    assert isinstance(results, Graph)
    return {
        (_code(str(results.value(result, SH.sourceShape))), id_of(str(results.value(result, SH.focusNode))))
        for result in results.objects(predicate=SH.result)
    }


def _code(shape: str) -> str:
    return shape.removeprefix(RULES).partition("-")[0]
