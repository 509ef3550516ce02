"""What is measured is the same work: peers give the same answers, and a repeated city is as sound as one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from benchmarks.peers import trees

import regionpb as rpb
from benchmarks import growth

ROOT = Path(__file__).parent.parent.parent
COUNTRY = ROOT / "data" / "divisions-china-2023.parquet"


@pytest.mark.parametrize("library", ["rustworkx", "igraph", "networkx", "anytree", "treelib", "bigtree"])
def test_every_tree_library_gives_the_same_answers(library: str, tmp_path: Path) -> None:
    pytest.importorskip(library)
    file = tmp_path / "divisions.parquet"
    pl.read_parquet(COUNTRY).filter(pl.col("code").str.starts_with("3302")).with_columns(
        parent=pl.when(pl.col("code") != "3302").then("parent")
    ).write_parquet(file)
    ours, theirs = (trees.LIBRARIES[name](str(file)) for name in ("regionpb", library))
    assert len(ours[0]) == 1000
    assert sum(map(len, ours[0])) > 100_000
    assert trees.digest(theirs) == trees.digest(ours)


def test_a_repeated_city_has_nothing_but_what_each_copy_has(tmp_path: Path) -> None:
    growth.make(0.0024, 3, tmp_path)
    frames = {file.stem: pl.read_parquet(file) for file in tmp_path.glob("*.parquet")}
    city = rpb.datasets.ningbo(size=0.0024)
    three = rpb.read(frames, at=(tmp_path / "day").read_text("utf-8"))
    assert three.day == city.day
    for name in city.tables.frames:
        assert three.history(name).height == 3 * city.history(name).height
        key = pl.col(city.history(name).columns[0])
        assert three.history(name).select(key.n_unique()).item() == 3 * city.history(name).select(key.n_unique()).item()
    assert three.check().counts() == {code: 3 * count for code, count in city.check().counts().items()}


def test_sizes_not_measured_again_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point = {"seconds": 1.0, "fastest": 0.9, "slowest": 1.1, "runs": 5, "rows": 9, "memory": 1000}
    file = tmp_path / "growth.json"
    asked: list[int] = []

    def measured(sizes: int) -> list[dict[str, float]]:
        asked.append(sizes)
        return [point | {"members": 100_000 * 10**i, "seconds": 10.0**i} for i in range(sizes - 4)]

    monkeypatch.setattr(growth, "measure_all", measured)
    monkeypatch.setenv(growth.ALL, "1")
    assert [figure.kept for figure in growth.figures(file)] == [True, True, True]
    monkeypatch.delenv(growth.ALL)
    whole = file.read_text()
    assert [figure.name for figure in growth.figures(file)] == ["growth: read frames and check, 100,000 members"]
    assert file.read_text() == whole
    assert asked == [7, 5]


def test_memory_is_that_of_the_process_and_not_of_who_started_it() -> None:
    """`ru_maxrss` would tell the half gigabyte that was held here."""
    held = bytearray(b"x" * 500_000_000)
    code = "from benchmarks.memory import most_held; print(most_held())"
    told = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, cwd=ROOT)  # noqa: S603 - our own
    assert len(held) > 2 * int(told.stdout)
