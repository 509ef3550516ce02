"""Mutation testing: small faults are put into the source one by one; does any test notice?

    python -m campaign.mutation [AREA ...] [--sample N] [--seed S] [--again]

Exits 1 where the tests notice less than 90 % of the faults of rules, or 85 % of those of codes, contract or graph.
How it counts, on the strict side:

* Killed is what makes a test fail. What then ends by no end of its own (a timeout, a crash) is no kill.
* A mutant that cannot be imported tells nothing about tests and is left out of the count.
* Accepted survivors (`campaign/survivors.toml`, with a reason each) are not listed again; they count as survivors.

Each process forks from one that has imported the libraries and nothing of regionpb, and has run no plan of polars
(whose threads do not survive a fork). Every worker has a working copy of its own: the checkout is never mutated.
"""

from __future__ import annotations

import argparse
import compileall
import json
import multiprocessing
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from importlib import import_module
from pathlib import Path
from py_compile import PycInvalidationMode
from random import Random
from typing import Any

import pytest
from attrs import frozen
from hypothesis import Phase, settings

from campaign.mutants import Mutant, enumerations, mutants

__all__ = ["main"]

WARM = ("alembic", "narwhals", "networkx", "numpy", "polars", "pydantic", "sqlalchemy")
ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "regionpb"
LEAST = {"rules": 0.9}
"""How many of a part's mutants have to be noticed, where not 85 of a hundred."""
LAST = ROOT / "build" / "mutation.jsonl"
GONE = {"killed", "unborn"}
_SAID = "tests.log"
"""What the tests that were asked last have said, in the working copy of each worker."""
_TAIL = 20_000
"""So much of it is told where they fail on sound source."""

FAMILIES = (
    "consultation", "divisions", "funding", "history", "leadership", "life", "members", "organizations", "pairing",
    "reservoir", "service", "transfers", "units", "volunteers",
)  # fmt: skip
MENDING = ("organizations", "reservoir", "transfers", "units")
_AGREE = "tests/contract/test_agree.py"
_TOLD = tuple(f"tests/rules/{name}.py" for name in ("test_codes", "test_declared", "test_base", "saying/test_messages"))
# And the codes of the module; where it has none, of the family.
_PLANTED = ("tests/rules/test_plants.py", "tests/rules/test_twins.py", "tests/test_properties.py", "-k")
_MENDED = ("tests/changes/test_repairs.py", "-k", "not safe_repairs and not all_repairs and not damaged")
_ORACLE = ("tests/oracle/test_agreement.py",)
# What is asked, after the tests that mirror the module, of what is still alive.
THEN: Mapping[str, Sequence[Sequence[str]]] = {
    "changes": (
        tuple(f"tests/changes/test_{name}.py" for name in ("later", "plan", "divisions", "patch", "journal")),
        ("tests/changes",),
        ("tests/queries",),
        ("tests/testing/test_machine.py",),
    ),
    "codes": (("tests/codes",), ("tests/contract/test_cells.py",)),
    "contract": (
        ("tests/contract", f"--ignore={_AGREE}"),
        (_AGREE,),
        ("tests/io/test_intake.py", "tests/io/test_intake_references.py"),
    ),
    "graph": (
        ("tests/graph",),
        ("tests/test_region.py", "tests/rules/organizations/test_plants.py"),
        ("tests/test_rechecking.py",),
    ),
    "store": (("tests/store/test_store.py", "-k", "not postgresql"), ("tests/store", "-k", "not postgresql")),
    "rules": (
        ("tests/rules", "--ignore=tests/rules/test_twins.py"),
        ("tests/rules/test_twins.py", "-k", "smallest"),
        _MENDED,
        ("tests/test_rechecking.py",),
        _ORACLE,
    ),
    "rules/intake": (_TOLD, ("tests/io/test_intake.py", "tests/io/test_intake_references.py"), _PLANTED),
    "rules/totals": (("tests/test_reconciling.py", *_TOLD),),
    **{f"rules/{family}": ((f"tests/rules/{family}", *_TOLD), _PLANTED, _ORACLE) for family in FAMILIES},
    **{f"rules/{family}": ((f"tests/rules/{family}", *_TOLD), _MENDED, _PLANTED, _ORACLE) for family in MENDING},
}


@frozen
class Outcome:
    """What became of a mutant: `killed`, `unborn` (it could not be imported), or how it survived."""

    mutant: Mutant
    end: str
    seconds: float


def area_of(module: str) -> str:
    """The area a module belongs to."""
    folder = str(Path(module).parent)
    return folder if folder in THEN else module.partition("/")[0]


def stages(module: str) -> Iterator[tuple[str, ...]]:
    """The tests to ask about a module, a run of pytest each, the quickest to notice first."""
    area, path = area_of(module), Path(module)
    source = (SOURCE / module).read_text("utf-8")
    mirror = sorted((ROOT / "tests" / path.parent).glob(f"test_*{path.stem.removesuffix('s')}*.py"))
    first = [str(p.relative_to(ROOT)) for p in mirror]
    first += [f"src/regionpb/{module}"] if ">>>" in source else []
    if first:
        yield tuple(first)
    for then in THEN[area]:
        if then is not _PLANTED:
            yield tuple(then)
        elif codes := _codes(source) or _codes(
            *(each.read_text("utf-8") for each in (SOURCE / module).parent.glob("*.py"))
        ):
            yield (*then, " or ".join(codes))


def _codes(*sources: str) -> list[str]:
    """The codes of the rules that are written there."""
    return sorted({code for source in sources for code in re.findall(r'"([A-Z]\d{3})",?\n', source)})


class _Quick:
    """Neither shrinks what fails to its smallest."""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            module: Any = getattr(item, "module", None)
            if hasattr(module, "fewest"):
                module.fewest = lambda question, _: question


def _copy() -> None:
    """Make the working copy of a worker, and go there."""
    here = Path(tempfile.mkdtemp(dir=os.environ["REGIONPB_MUTATION"]))
    for part in ("src", "tests", "docs"):
        shutil.copytree(ROOT / part, here / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / part, here)
    compileall.compile_dir(here, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    os.chdir(here)


def _ask(tests: tuple[str, ...], limit: float) -> tuple[int | None, float]:
    """Run tests in a process of their own: how it ended (None: it did not), and the seconds it took."""
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.setsid()
        here = str(Path.cwd() / "src")
        sys.path.insert(0, here)
        sys.dont_write_bytecode = True
        os.environ["PYTHONPATH"] = here
        said = os.open(_SAID, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        code = 3
        try:
            code = int(
                pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", *tests], plugins=[_Quick()])
            )
        finally:
            os._exit(code)
    while time.monotonic() - began < limit:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status), time.monotonic() - began
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None, limit


@cache
def _limit(tests: tuple[str, ...]) -> float:
    """How long tests may take: many times what they take on sound source, which they must pass."""
    code, seconds = _ask(tests, 1800)
    if code != pytest.ExitCode.OK:
        said = Path(_SAID).read_text("utf-8", errors="replace")
        raise RuntimeError(f"the tests fail without any mutant ({code}): {tests}\n{said[-_TAIL:]}")
    return 20 + 8 * seconds


def examine(mutant: Mutant) -> Outcome:
    """Ask the tests about one mutant, in the working copy of this process."""
    began, end = time.monotonic(), "survived"
    path = Path("src/regionpb") / mutant.module
    for tests in stages(mutant.module):
        limit = _limit(tests)
        path.write_bytes(mutant.mutated)
        code, _ = _ask(tests, limit)
        path.write_bytes(mutant.source)
        if code != pytest.ExitCode.OK:
            # An error of collection interrupts, one in a conftest is taken for misuse.
            ends = {None: "timeout", 1: "killed", 2: "unborn", 4: "unborn"}
            end = ends.get(code, "crash")
            break
    return Outcome(mutant, end, time.monotonic() - began)


def _examined(taken: Iterable[Mutant], workers: int) -> Iterator[Outcome]:
    # No pool of multiprocessing: tests start processes, which those of its workers may not.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _copy) as pool:
        try:
            yield from (done.result() for done in as_completed([pool.submit(examine, mutant) for mutant in taken]))
        finally:
            pool.shutdown(cancel_futures=True)  # of what has failed


def accepted() -> dict[tuple[str, str, str], str]:
    """Why some survivors are none to worry about, by module, line and what it becomes."""
    with (ROOT / "campaign" / "survivors.toml").open("rb") as file:
        return {(s["module"], s["line"], s["becomes"]): s["reason"] for s in tomllib.load(file).get("survivor", [])}


def of_modules(modules: Iterable[str]) -> Iterator[Mutant]:
    """All mutants of some modules."""
    terms = enumerations(SOURCE / "vocabulary.py", SOURCE / "findings.py", SOURCE / "contract" / "columns.py")
    for module in modules:
        yield from mutants(module, (SOURCE / module).read_bytes(), terms)


def chosen(areas: Sequence[str], sample: int | None, seed: int) -> list[Mutant]:
    """The mutants of some areas, of each all or a sample, shuffled so that the workers end together."""
    found: dict[str, list[Mutant]] = {area: [] for area in areas}
    modules = (path.relative_to(SOURCE).as_posix() for path in sorted(SOURCE.rglob("*.py")))
    for mutant in of_modules(module for module in modules if area_of(module) in found):
        found[area_of(mutant.module)].append(mutant)
    rng = Random(seed)
    # One of a few would decide about a part that is one area: it has thrice as many.
    sizes = {
        area: sample * (1 if area.startswith("rules") else 3) if sample else len(all_) for area, all_ in found.items()
    }
    taken = [m for area, all_ in found.items() for m in rng.sample(all_, min(sizes[area], len(all_)))]
    rng.shuffle(taken)
    return taken


def report(outcomes: Sequence[Outcome]) -> bool:
    """Print rates and the survivors nobody has accepted; whether every area has enough kills."""
    reasons, enough = accepted(), True
    kinds = (
        ("kind", lambda m: m.kind),
        ("area", lambda m: area_of(m.module)),
        ("part", lambda m: area_of(m.module).partition("/")[0]),
    )
    for title, key in kinds:
        print(f"\n{title:20}{'killed':>8}{'of':>8}{'rate':>8}{'timeout':>9}{'crash':>7}{'unborn':>8}")
        for name in sorted({key(o.mutant) for o in outcomes}):
            ends = Counter(o.end for o in outcomes if key(o.mutant) == name)
            total = ends.total() - ends["unborn"]
            rate = ends["killed"] / total if total else 1.0
            enough &= title != "part" or rate >= LEAST.get(name, 0.85)
            numbers = f"{ends['killed']:8}{total:8}{rate:8.1%}"
            print(f"{name:20}{numbers}{ends['timeout']:9}{ends['crash']:7}{ends['unborn']:8}")
    alive = [o for o in outcomes if o.end not in GONE]
    new = [o for o in alive if (o.mutant.module, o.mutant.was, o.mutant.becomes) not in reasons]
    print(f"\n{len(alive)} survivors, {len(alive) - len(new)} of them accepted with a reason. The others:")
    for outcome in sorted(new, key=lambda o: (o.mutant.module, o.mutant.start)):
        mutant = outcome.mutant
        ending = "" if outcome.end == "survived" else f", {outcome.end}"
        print(f"\n{mutant.module}:{mutant.line} ({mutant.kind}{ending})\n  - {mutant.was}\n  + {mutant.becomes}")
    return enough


def main() -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m campaign.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("areas", nargs="*", choices=[[], *THEN], help="the areas to mutate; all where none is named")
    parser.add_argument("--sample", type=int, help="so many mutants of each area, thrice as many where it is a part")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    parser.add_argument("--again", action="store_true", help="only the survivors of the last run")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    taken = chosen(asked.areas or list(THEN), asked.sample, asked.seed)
    if asked.again:
        told = [json.loads(line) for line in LAST.read_text("utf-8").splitlines()]
        alive = {tuple(said) for end, *said in told if end not in GONE}
        taken = [m for m in chosen(list(THEN), None, 0) if (m.module, m.was, m.becomes) in alive]
    LAST.parent.mkdir(exist_ok=True)
    os.environ |= {"CI": "true", "REGIONPB_CAMPAIGN": "24", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a thread of its own would not survive the fork either
    for library in WARM:
        import_module(library)
    settings.register_profile("quick", phases=[Phase.explicit, Phase.generate])
    settings.load_profile("quick")
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="mutation") as folder:
        os.environ["REGIONPB_MUTATION"] = folder
        with LAST.open("w") as last:
            for outcome in _examined(taken, asked.workers):
                outcomes.append(outcome)
                mutant = outcome.mutant
                print(json.dumps([outcome.end, mutant.module, mutant.was, mutant.becomes]), file=last, flush=True)
                print(f"\r{len(outcomes)}/{len(taken)}", end="", file=sys.stderr, flush=True)
    print(
        f"\n{len(outcomes)} mutants in {sum(o.seconds for o in outcomes) / 60:.0f} minutes of workers", file=sys.stderr
    )
    return 0 if report(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
