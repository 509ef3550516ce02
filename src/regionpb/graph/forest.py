"""A forest as an index over arrays: who is above whom, answered by comparing two numbers.

Nodes are numbered in preorder, so that every subtree is one unbroken run `[enter, leave)` of numbers. Then

* "a is under b" is `enter[b] <= enter[a] < leave[b]`, which any engine can ask of two columns (see `Forest.frame`);
* a subtree is a slice of `Forest.order`;
* a roll-up over all nodes is one cumulative sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, overload

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from regionpb.graph.ids import Ids, Names, Values
from regionpb.graph.preorder import Positions, cycles, nearest, number, on_cycle, subtree_sums

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Forest"]

_NOBODY = pl.Series([None], dtype=pl.String)


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    """The array as a view that cannot be written to."""
    view = array.view()
    view.flags.writeable = False
    return view


@frozen(eq=False, repr=False)
class Forest:
    """Trees over ids, indexed; immutable, so that threads may share it, and it can be pickled.

    Positions are places in `ids`, from 0; −1 is nobody. What lies on a cycle has no parent: it counts as a root, and
    what hangs below it is under it. Children and roots keep the order of the ids.

    Attributes:
        parents: position of the parent of each node, −1 where it has none; int64.
        depths: edges from the root to the node, 0 for a root; int32.
        enter: number of the node in preorder; int64.
        leave: `enter` plus the size of its subtree; int64.
        order: positions in preorder, so that `order[enter[x]:leave[x]]` is the subtree of x; int64.
        on_cycle: whether the parents that were given lead from the node back to it; bool.
        cycles: the ids on each cycle. Each id is followed by its parent; a cycle begins with the id that comes first
            in `ids`, and so do the cycles among themselves.

    Example:
        >>> forest = Forest.from_parents(
        ...     pl.Series(["city", "county", "town", "street"]),
        ...     pl.Series([None, "city", "county", "county"]),
        ...     name="territory",
        ... )
        >>> forest
        <Forest 'territory': 4 nodes, 1 root, 3 levels, 0 cycles>
        >>> forest.path("town"), forest.children("county")
        (['city', 'county', 'town'], ['town', 'street'])
        >>> forest.is_under("town", "city"), forest.common_ancestor("town", "street")
        (True, 'county')
        >>> forest.rollup({"town": 30, "street": 12}).tolist()
        [42, 42, 30, 12]
    """

    __networkx_backend__: ClassVar[str] = "regionpb"

    _index: Ids
    parents: Positions = field(converter=_read_only)
    depths: NDArray[np.int32] = field(converter=_read_only)
    enter: Positions = field(converter=_read_only)
    leave: Positions = field(converter=_read_only)
    order: Positions = field(converter=_read_only)
    on_cycle: NDArray[np.bool_] = field(converter=_read_only)
    cycles: tuple[tuple[str, ...], ...]

    @classmethod
    def from_parents(cls, ids: pl.Series, parents: pl.Series, name: str = "forest") -> Forest:
        """Index the forest in which `ids[i]` lies below `parents[i]`.

        Args:
            ids: the nodes, strings, each once.
            parents: the parent of each, null for none; a parent that is not among the ids counts as none.
            name: what the forest is called in messages, such as `"subordination"`.

        Raises:
            ValueError: if the two are not equally long, or an id is null or occurs twice.
        """
        if len(ids) != len(parents):
            raise ValueError(f"{len(ids)} ids but {len(parents)} parents; give one parent, or null, for each id")
        index = Ids.of(ids, name)
        given = index.find_all(parents.cast(pl.String))
        turning = on_cycle(given)
        above = np.where(turning, -1, given)
        depths, enter, leave = number(above)
        order = np.empty_like(enter)
        order[enter] = np.arange(len(index))
        rings = index.names_of(cycles(given, turning))
        return cls(index, above, depths, enter, leave, order, turning, rings)

    @property
    def name(self) -> str:
        """What the forest is called in messages."""
        return self._index.what

    @property
    def ids(self) -> pl.Series:
        """The nodes in the order they were given."""
        return self._index.series.clone()  # a Series can be written to; until then the copy shares its data

    @property
    def roots(self) -> list[str]:
        """The nodes that have no parent."""
        return self._index.names(np.flatnonzero(self.parents < 0))

    @property
    def frame(self) -> pl.DataFrame:
        """The index as a table to join with: id, parent, depth, enter, leave, on_cycle; one row a node, as in `ids`.

        `parent` is null for roots, for what lies on a cycle, and where the parent given is not in the forest.
        """
        return self._frame.clone()

    def to_networkx(self) -> nx.DiGraph[str]:
        """A plain networkx graph of it, superior to subordinate, for what the index does not answer."""
        from regionpb.graph.digraph import to_digraph  # noqa: PLC0415 - networkx is loaded when asked for

        return to_digraph(self.name, self._index.series, self._frame)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, str) and self._index.find(node) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.series)

    def __repr__(self) -> str:
        levels = int(self.depths.max()) + 1 if len(self) else 0
        roots = int(np.count_nonzero(self.parents < 0))
        counts = {"node": len(self), "root": roots, "level": levels, "cycle": len(self.cycles)}
        told = (f"{count:,} {noun}{'s' * (count != 1)}" for noun, count in counts.items())
        return f"<Forest {self.name!r}: {', '.join(told)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        # Through the constructor, since numpy forgets in a pickle that an array cannot be written to.
        arrays = (self.parents, self.depths, self.enter, self.leave, self.order, self.on_cycle)
        return Forest, (self._index, *arrays, self.cycles)

    def positions(self, nodes: Names) -> Positions:
        """Places of nodes in `ids`, from 0, in the order asked.

        Raises:
            UnknownName: if one of them is not in the forest; the first such is named.
        """
        return self._index.positions(nodes)

    def find_all(self, nodes: Names) -> Positions:
        """Places of nodes in `ids`, as `positions` tells, but −1 for what is not in the forest and for null.

        Example:
            >>> forest = Forest.from_parents(pl.Series(["city", "county"]), pl.Series([None, "city"]))
            >>> forest.find_all(["county", "elsewhere", None]).tolist()
            [1, -1, -1]
        """
        return self._index.find_all(nodes)

    def parent(self, node: str) -> str | None:
        """The node directly above this one, or None for a root."""
        above = int(self.parents[self._index.position(node)])
        return None if above < 0 else self._index.name(above)

    def children(self, node: str) -> list[str]:
        """The nodes directly below this one, in the order of `ids`."""
        at = self._index.position(node)
        found: list[int] = []
        begin, end = int(self.enter[at]) + 1, int(self.leave[at])
        while begin < end:  # the next child begins where the subtree of this one ends
            child = int(self.order[begin])
            found.append(child)
            begin = int(self.leave[child])
        return self._index.names(found)

    def ancestors(self, node: str) -> list[str]:
        """The nodes above this one, nearest first, without itself."""
        return self._index.names(self._way_up(node)[1:])

    def descendants(self, node: str) -> list[str]:
        """The nodes below this one, in preorder, without itself."""
        at = self._index.position(node)
        return self._index.names(self.order[self.enter[at] + 1 : self.leave[at]])

    def depth(self, node: str) -> int:
        """How many edges lie between this node and its root: 0 for a root."""
        return int(self.depths[self._index.position(node)])

    def path(self, node: str) -> list[str]:
        """The nodes from the root down to this one, both included."""
        return self._index.names(self._way_up(node)[::-1])

    def size(self, node: str | None = None) -> int:
        """How many nodes there are in the subtree of a node, itself included; of the whole forest if none is named."""
        if node is None:
            return len(self)
        at = self._index.position(node)
        return int(self.leave[at] - self.enter[at])

    @overload
    def is_under(self, a: str, b: str) -> bool: ...
    @overload
    def is_under(self, a: Names, b: Names | str) -> NDArray[np.bool_]: ...
    @overload
    def is_under(self, a: str, b: Names) -> NDArray[np.bool_]: ...
    def is_under(self, a: Names | str, b: Names | str) -> bool | NDArray[np.bool_]:
        """Whether a is b or lies below it: of two nodes, or row by row of two equally long columns of them.

        One node may also be set against a column.

        Raises:
            UnknownName: if a node is not in the forest.
            ValueError: if two columns are not equally long.

        Example:
            >>> forest = Forest.from_parents(pl.Series(["a", "b", "c"]), pl.Series([None, "a", None]))
            >>> forest.is_under(pl.Series(["a", "b", "c"]), "a").tolist()
            [True, True, False]
        """
        if isinstance(a, str) or isinstance(b, str):
            under = self.is_under_at(self._at(a), self._at(b))
            return under if under.ndim else bool(under)
        if len(a) != len(b):
            raise ValueError(f"{len(a)} nodes cannot be set against {len(b)} row by row; give equally many")
        return self.is_under_at(self.positions(a), self.positions(b))

    def is_under_at(self, a: Positions | int, b: Positions | int) -> NDArray[np.bool_]:
        """Whether the node at position a is that at b or lies below it; row by row for arrays of positions.

        Nobody (−1) is under nobody and has nobody under it: it may stand for an empty reference.
        """
        enter = self.enter[a]
        under = (self.enter[b] <= enter) & (enter < self.leave[b])
        return under & (np.minimum(a, b) >= 0)

    def common_ancestor(self, a: str, b: str) -> str | None:
        """The nearest node that both are under (it may be one of them), or None if they stand in different trees."""
        target = self.enter[self._index.position(b)]
        for above in self._way_up(a):
            if self.enter[above] <= target < self.leave[above]:
                return self._index.name(above)
        return None

    def nearest(self, marked: NDArray[np.bool_]) -> Positions:
        """The position of the nearest marked node above each node, itself included; −1 where there is none.

        Args:
            marked: whether each node is, in the order of `ids`.

        Example:
            >>> forest = Forest.from_parents(pl.Series(["city", "county", "town"]), pl.Series([None, "city", "county"]))
            >>> forest.nearest(np.array([False, True, False])).tolist()
            [-1, 1, 1]
        """
        return nearest(self.parents, marked)

    def rollup(self, values: Values) -> NDArray[Any]:
        """Sum of the values in each node's subtree, the node's own included.

        Whole numbers stay exact. Other sums are differences of one running total, so they carry its rounding.

        Args:
            values: one value for each node in the order of `ids` (null counts as 0), or the values of some nodes by
                their id, the others having 0.

        Returns:
            One sum for each node, in the order of `ids`.

        Raises:
            UnknownName: if a mapping names what is not in the forest.
            ValueError: if there are not as many values as nodes, or one is infinite or not a number.
        """
        return subtree_sums(self._index.aligned(values), self.order, self.enter, self.leave)

    def is_directed(self) -> bool:
        """True: edges lead from the parent to the child. networkx asks this of whatever it is given."""
        return True

    def is_multigraph(self) -> bool:
        """False: no two edges join the same nodes. networkx asks this of whatever it is given."""
        return False

    def _at(self, nodes: Names | str) -> Positions | int:
        return self._index.position(nodes) if isinstance(nodes, str) else self._index.positions(nodes)

    def _way_up(self, node: str) -> list[int]:
        """Positions from the node up to its root, both included."""
        at = self._index.position(node)
        way: list[int] = []
        while at >= 0:
            way.append(at)
            at = int(self.parents[at])
        return way

    @cached_property
    def _frame(self) -> pl.DataFrame:
        ids = self._index.series
        above = pl.Series(np.maximum(self.parents, 0))
        roots = pl.Series(self.parents < 0)
        return pl.DataFrame(
            [
                ids,
                ids.gather(above).zip_with(~roots, _NOBODY).alias("parent"),
                pl.Series("depth", self.depths),
                pl.Series("enter", self.enter),
                pl.Series("leave", self.leave),
                pl.Series("on_cycle", self.on_cycle),
            ]
        )
