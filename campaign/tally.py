"""What walks have done, counted; a marathon's count is kept in `docs/marathon.json`, which the documentation shows."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import asdict, define, field, frozen

import regionpb
from regionpb.testing.deeds import KINDS

__all__ = ["FILE", "Tally", "Walked"]

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "marathon.json"
FIRST = 1_000_000
"""The seed with which a marathon begins: those below are other campaigns'."""


@frozen
class Walked:
    """What became of a walk.

    Attributes:
        seed: what it was made of.
        tally: what was done.
        path: the steps that were tried.
        fault: what did not hold, with the traceback; None where all did.
    """

    seed: int
    tally: Counter[str]
    path: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def steps(self) -> int:
        """How many steps it had."""
        return self.tally["applied"] + self.tally["undone"]


@define
class Tally:
    """What walks have done.

    Attributes:
        next_seed: the seed of the next walk.
        walks: how many there were.
        steps: what was done at once: `applied` and `undone`.
        applied: acts that were made, alone or two together.
        together: those of them that were two.
        undone: how often that was taken back.
        refused: what was not possible, which is no step.
        acts: the acts that were made, by kind.
        violations: the walks on which something did not hold: `seed`, `commit`, `told`.
        runs: under which release and commit there were so many walks and steps, in how many minutes.
    """

    next_seed: int = FIRST
    walks: int = 0
    steps: int = 0
    applied: int = 0
    together: int = 0
    undone: int = 0
    refused: int = 0
    acts: dict[str, int] = field(factory=lambda: dict.fromkeys(KINDS, 0))
    violations: list[dict[str, Any]] = field(factory=list)
    runs: list[dict[str, Any]] = field(factory=list)

    @classmethod
    def read(cls, file: Path) -> Tally:
        """What was counted so far; nothing where there is no file."""
        return cls(**json.loads(file.read_text("utf-8"))) if file.is_file() else cls()

    def write(self, file: Path) -> None:
        """Keep it: whoever is killed meanwhile leaves the file that was there."""
        new = file.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", "utf-8")
        new.replace(file)

    def add(self, walks: Iterable[Walked], seconds: float) -> None:
        """Count walks that were made together.

        Args:
            walks: the walks.
            seconds: how long they took.
        """
        run = self._run()
        run["minutes"] = round(run["minutes"] + seconds / 60, 2)
        for walked in sorted(walks, key=lambda walked: walked.seed):
            self.next_seed = max(self.next_seed, walked.seed + 1)
            self.walks, self.steps = self.walks + 1, self.steps + walked.steps
            run["walks"], run["steps"] = run["walks"] + 1, run["steps"] + walked.steps
            for what in ("applied", "together", "undone", "refused"):
                setattr(self, what, getattr(self, what) + walked.tally[what])
            for kind in KINDS:
                self.acts[kind] = self.acts.get(kind, 0) + walked.tally[kind]
            if walked.fault is not None:
                told = walked.fault.strip().splitlines()[-1][:300]
                self.violations.append({"seed": walked.seed, "commit": run["commit"], "told": told})

    def _run(self) -> dict[str, Any]:
        """The run that goes on: the last one, if it is of the same code."""
        code = {"version": regionpb.__version__, "commit": commit()}
        last = self.runs[-1] if self.runs else {}
        if {name: last.get(name) for name in code} != code:
            self.runs.append({**code, "walks": 0, "steps": 0, "minutes": 0.0})
        return self.runs[-1]

    def shown(self) -> str:
        """The count, for a terminal."""
        heads = ("walks", "steps", "applied", "together", "undone", "refused")
        lines = [f"  {name:16}{getattr(self, name):>10,}" for name in heads]
        lines += [f"  {'violations':16}{len(self.violations):>10,}", ""]
        return "\n".join([*lines, *(f"  {kind:16}{number:>10,}" for kind, number in sorted(self.acts.items()))])


def commit() -> str:
    """The commit of the code that runs; with a + where the source is another than that; `unknown` where git is."""
    try:
        asked = [
            subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603, S607 - git, with words of ours
            for words in (("rev-parse", "--short", "HEAD"), ("status", "--porcelain", "--", "src", "campaign"))
        ]
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return asked[0] + ("+" if asked[1] else "")
