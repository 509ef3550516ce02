"""Choices out of a few bytes that Hypothesis drew: byte after byte, and the plainest when none is left.

A thing of a generated region (a division, an organization, a member) has bytes of its own, so that what
is chosen for one does not depend on how many choices another took. That is what lets Hypothesis shrink
a failing region thing by thing, and draw a whole region in a few milliseconds.

    >>> dice = Dice(bytes([3, 9]))
    >>> dice.below(2), dice.pick("abc"), dice.rarely(), dice.below(100)
    (1, 'a', False, 0)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from attrs import define, field

__all__ = ["SIDES", "Dice"]

SIDES = 16
"""How many bytes a thing has; more choices than that are made the plainest way."""

_T = TypeVar("_T")


@define
class Dice:
    """Bytes to choose by. Of every choice the first option is the plainest, and 0 chooses it."""

    drawn: bytes
    _next: int = field(default=0, init=False)

    def below(self, options: int) -> int:
        """A whole number from 0 up to, not including, `options` (of which there is at least one)."""
        number = self._byte()
        if options > 256:
            number |= self._byte() << 8
        return number % options

    def pick(self, options: Sequence[_T]) -> _T:
        """One of several options, at least one."""
        return options[self.below(len(options))]

    def rarely(self) -> bool:
        """Yes one time in eight."""
        return self.below(8) == 7

    def now_and_then(self) -> bool:
        """Yes one time in three."""
        return self.below(3) == 2

    def _byte(self) -> int:
        at = self._next
        self._next += 1
        return self.drawn[at] if at < len(self.drawn) else 0
