"""The READMEs and the hand-written pages do what they say; what is generated is whole, in both languages."""

from __future__ import annotations

import doctest
import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import regionpb
from regionpb.contract import TABLES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
LANGUAGES = ("en", "zh")
PAGES = [page.relative_to(DOCS) for language in LANGUAGES for page in sorted((DOCS / language).rglob("*.md"))]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    """`docs/build.py`, which is a script and no module of the package."""
    sys.path.insert(0, str(DOCS))
    try:
        import build

        yield build
    finally:
        sys.path.remove(str(DOCS))


@pytest.fixture(scope="module")
def city(build: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build.make_city(tmp_path_factory.mktemp("docs"))


@pytest.fixture
def folder(city: Path, tmp_path: Path) -> Path:
    shutil.copytree(city, tmp_path / "city")
    return tmp_path


def execute(page: Path, folder: Path) -> None:
    """Run the Python of a page, block after block, in one namespace."""
    from generate.blocks import blocks

    names: dict[str, Any] = {"__name__": page.stem}
    text = page.read_text("utf-8")
    with chdir(folder):
        for block in blocks(text):
            if block.language == "pycon":
                example = doctest.DocTestParser().get_doctest(block.body, names, page.name, str(page), block.line)
                runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False)
                told: list[str] = []
                runner.run(example, out=told.append, clear_globs=False)
                names = example.globs
                assert not runner.failures, "".join(told)
            elif block.language == "python":
                exec(compile("\n" * block.line + block.body, str(page), "exec"), names)  # noqa: S102
                for name in [name for name in names if name.startswith("test_")]:
                    names.pop(name)()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_pages_do_what_they_say(page: Path, build: ModuleType, folder: Path) -> None:
    from generate.blocks import markers
    from generate.shell import Shell

    text = (DOCS / page).read_text("utf-8")
    build.told(text, Shell(folder, page.parts[0]))
    execute(DOCS / page, folder)
    assert {*markers(text)} <= {*build.GENERATORS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_readmes_show_what_is_printed(language: str, build: ModuleType, folder: Path) -> None:
    from generate.shell import Shell

    text = READMES[language].read_text("utf-8")
    assert build.told(text, Shell(folder, language)) == text, "run: python docs/build.py --readme"
    execute(READMES[language], folder)


def test_the_languages_have_the_same_pages() -> None:
    english, chinese = (
        {page.relative_to(language) for page in PAGES if page.parts[0] == language} for language in LANGUAGES
    )
    assert english == chinese


def test_every_rule_has_a_page_in_both_languages(build: ModuleType) -> None:
    pages = dict(build.rule_pages())
    assert [*pages] == [*regionpb.rules]
    for code, page in pages.items():
        assert page["en"].startswith(f"# {code} ")
        assert regionpb.rules[code].story.summary_zh in page["zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_a_page_with_every_column_and_value(language: str, build: ModuleType) -> None:
    for table in TABLES.values():
        page = build.table_page(table, language)
        for column in table.columns:
            assert f"| `{column.name}`" in page
            assert column.label in page
            assert all(term.label in page for term in column.vocabulary or ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_indexes_and_policies_name_everything(language: str, build: ModuleType) -> None:
    from regionpb.policies import read_policy

    generators = build.GENERATORS
    assert all(f"[{code}]({code}.md)" in generators["rules"](language) for code in regionpb.rules)
    assert all(f"({name}.md)" in generators["tables"](language) for name in TABLES)
    policy = read_policy("ningbo")
    assert all(f"`{name}`" in generators["parameters"](language) for name in policy.parameters)
    assert all(code in generators["switches"](language) for code in policy.switches)


def test_help_shows_every_command(build: ModuleType) -> None:
    text = build.GENERATORS["commands"]("en")
    assert all(f"## `regionpb {name}`" in text for name in ("check", "rule", "rules", "make", "describe", "schema"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_proofs_are_counted_and_what_they_name_is_there(language: str, build: ModuleType) -> None:
    from benchmarks.peers import PEERS
    from fuzz.targets import TARGETS

    from hostile.files import FILES
    from hostile.graphs import GRAPHS
    from hostile.texts import TEXTS
    from oracle.agreement import ASKED

    text = build.GENERATORS["proofs"](language)
    hostile = [*TEXTS.cases, *FILES.cases, *GRAPHS.cases]
    for counted in (regionpb.rules, ASKED, TABLES, PEERS, TARGETS, hostile):
        assert re.search(rf"(?<![\d,]){len(counted)}(?![\d,])", text)
    text += (DOCS / language / "proof.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(f"\n{target}: " in makefile for target in re.findall(r"`make ([a-z-]+)`", text))
    assert all((ROOT / place).exists() for place in re.findall(r"\b(?:tests|campaign)/[\w./]*\w", text))


def test_measured_figures_are_shown_and_never_invented(tmp_path: Path, build: ModuleType) -> None:
    assert "make bench" in build.measured("en", tmp_path / "bench.json")
    (tmp_path / "bench.json").write_text(
        '{"on": {"cores": 2, "machine": "x", "python": "3.11.0"}, "figures": [{"name": "a", "seconds": 0.1234,'
        ' "fastest": 0.1, "slowest": 0.2, "runs": 5, "limit": 2, "rows": 1000, "kept": true}]}'
    )
    assert "| a | 1,000 | 0.123 s | 0.100 s | 0.200 s | 5 | 2 s |" in build.measured("en", tmp_path / "bench.json")


def test_what_was_measured_beside_a_peer_is_shown_with_both(tmp_path: Path, build: ModuleType) -> None:
    figure = {
        "name": "check", "seconds": 0.5, "fastest": 0.4, "slowest": 0.6, "runs": 5, "limit": None, "rows": 1000,
        "memory": 2_000_000, "peer": "pandas", "peer_seconds": 2.0, "peer_memory": 3_000_000, "wanted": 5,
        "note": None, "ratio": 4.0, "kept": False,
    }  # fmt: skip
    bench = tmp_path / "bench.json"
    bench.write_text(json.dumps({"on": {"cores": 2, "machine": "x", "python": "3.11.0"}, "figures": [figure]}))
    line = "| check | 1,000 | 0.500 s | pandas | 2.000 s | 4 | 5 ✗ | 2 / 3 MB |"
    assert line in build.measured("en", bench)
    assert line in build.measured("zh", bench)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marathon_is_shown_as_it_was_counted(language: str, tmp_path: Path, build: ModuleType) -> None:
    assert "make marathon" in build.marathon(language, tmp_path / "marathon.json")
    told = json.loads((DOCS / "marathon.json").read_text("utf-8"))
    shown = build.GENERATORS["marathon"](language)
    for name in ("steps", "applied", "together", "undone", "refused", "walks"):
        assert f"| {told[name]:,} |" in shown
    assert f"| {len(told['violations']):,} |" in shown
    assert all(f"| `{kind}` | {number:,} |" in shown for kind, number in told["acts"].items())
    for run in told["runs"]:
        assert f"| {run['version']} | `{run['commit']}` | {run['walks']:,} | {run['steps']:,} |" in shown
    assert "<!-- generate: marathon -->" in (DOCS / language / "proof.md").read_text("utf-8")


def test_growth_is_drawn_and_never_invented(tmp_path: Path, build: ModuleType) -> None:
    file = tmp_path / "growth.json"
    assert "make bench-growth" in build.grown("en", file)
    point = {"rows": 2000, "fastest": 0.1, "slowest": 0.2, "runs": 5}
    points = [point | {"members": 10**i, "seconds": 10.0 ** (i - 5), "memory": 10**i * 1000} for i in (3, 5)]
    file.write_text(json.dumps({"points": points}))
    for language in LANGUAGES:
        text = build.grown(language, file)
        drawn, shown = text.split("\n\n", 1)
        ET.fromstring(drawn)  # noqa: S314 - our own: one whole picture
        assert drawn.count("<circle") == 2
        # The corners of the plot: a hundred times the members in a hundred times the seconds.
        assert 'points="60.0,310.0 620.0,20.0"' in drawn
        assert "| 100,000 | 2,000 | 1.000 s | 10.0 µs | 100 MB | 1.0 kB |" in shown
