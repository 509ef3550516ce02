"""Chance that falls the same on every machine: each topic of the made-up city draws from a stream of its own.

Everything is made from `Generator.random` and plain arithmetic, because numpy promises the bits of PCG64 but not how
its distributions use them. A topic of its own for each part keeps one part the same when another one is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["Dice", "Flags", "Floats", "Ints", "Words"]

Ints = NDArray[np.int64]
"""Positions, counts, and days since 1970-01-01."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Words = NDArray[np.object_]
"""Texts, as Python strings."""


class Dice:
    """A stream of chance for one topic.

    Example:
        >>> Dice(0, "names").below(6, 5).tolist() == Dice(0, "names").below(6, 5).tolist()
        True
    """

    def __init__(self, seed: int, topic: str) -> None:
        sequence = np.random.SeedSequence([seed, crc32(topic.encode())])
        self._stream = np.random.Generator(np.random.PCG64(sequence))

    def shares(self, count: int) -> Floats:
        """Numbers in [0, 1)."""
        return self._stream.random(count)

    def chance(self, share: float | Floats, count: int) -> Flags:
        """True for about that share."""
        return self.shares(count) < share

    def below(self, limit: int | Ints, count: int) -> Ints:
        """Whole numbers from 0 to limit - 1, each as likely; 0 where the limit is not positive."""
        return (self.shares(count) * np.maximum(limit, 1)).astype(np.int64)

    def between(self, low: int | Ints, high: int | Ints, count: int) -> Ints:
        """Whole numbers from low to high - 1, each as likely; low where there is nothing between."""
        return np.asarray(low + self.below(np.asarray(high) - np.asarray(low), count), dtype=np.int64)

    def pick(self, values: Sequence[str] | Words, weights: Sequence[float], count: int) -> Words:
        """Values drawn by weight."""
        among: Words = np.asarray(values, dtype=np.object_)
        steps = np.cumsum(np.asarray(weights, dtype=np.float64))
        place: Ints = np.searchsorted(steps, self.shares(count) * float(steps[-1]), side="right").astype(np.int64)
        drawn: Words = among[np.minimum(place, len(among) - 1)]
        return drawn

    def order(self, count: int) -> Ints:
        """The positions 0 … count - 1 shuffled."""
        return np.argsort(self.shares(count), kind="stable")

    def sample(self, among: Ints, count: int) -> Ints:
        """Up to so many of these, each once, in shuffled order."""
        return among[self.order(len(among))[:count]]

    def sizes(self, at: Sequence[float], points: Sequence[float], count: int) -> Ints:
        """Whole numbers whose quantiles `at` (from 0 to 1) are `points`, straight lines between."""
        return np.interp(self.shares(count), at, points).astype(np.int64)
