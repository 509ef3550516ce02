"""Write the sources of the site under `build/docs/`, in both languages: pages written by hand and generated ones.

python docs/build.py             then mkdocs builds site/en and site/zh from docs/mkdocs.{en,zh}.yml
python docs/build.py --readme    write into the READMEs what their commands print
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from generate.blocks import blocks, commands, filled, markers, replaced
from generate.city import city_figures
from generate.commands import command_help
from generate.growth import grown
from generate.marathon import marathon
from generate.peers import peers_code
from generate.policies import parameters, switches
from generate.proofs import proofs
from generate.rules import rule_index, rule_pages
from generate.shell import CITY, Shell
from generate.speed import measured
from generate.tables import table_index, table_page
from generate.words import Language

from regionpb.contract import TABLES

HERE = Path(__file__).parent
ROOT = HERE.parent
LANGUAGES: tuple[Language, ...] = ("en", "zh")
READMES: Mapping[Language, Path] = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}

GENERATORS: Mapping[str, Callable[[Language], str]] = {
    "city": city_figures,
    "commands": command_help,
    "growth": lambda language: grown(language, HERE / "growth.json"),
    "marathon": lambda language: marathon(language, HERE / "marathon.json"),
    "parameters": parameters,
    "peers": peers_code,
    "proofs": proofs,
    "rules": rule_index,
    "speed": lambda language: measured(language, HERE / "bench.json"),
    "switches": switches,
    "tables": table_index,
}
"""What pages may ask for with `<!-- generate: name -->`."""


def told(page: str, shell: Shell) -> str:
    """A page with its files written and its commands run, one after the other, and what they print filled in.

    Raises:
        RuntimeError: when a command fails and the page does not ask with `echo $?` how it ended.
    """
    for block in blocks(page):
        if block.title:
            file = shell.folder / block.title
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.body, "utf-8")
        elif block.language == "console":
            page = replaced(page, block, _run(block.body, shell))
    return page


def _run(body: str, shell: Shell) -> str:
    lines = [line for line, _ in commands(body)]
    printed: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        out = shell.run(line)
        if line.startswith("regionpb") and shell.status > 1 and following != "echo $?":
            raise RuntimeError(f"{line!r} ends with {shell.status}: {out}")
        printed.append(f"$ {line}\n{out}")
    return "".join(printed)


def make_city(folder: Path) -> Path:
    """The city that pages check, made once."""
    Shell(folder, "en").run(f"regionpb {CITY}")
    return folder / "city"


def written(page: Path, language: Language, city: Path) -> str:
    """A hand-written page with everything filled in."""
    text = page.read_text("utf-8")
    with TemporaryDirectory() as folder:
        shutil.copytree(city, Path(folder, "city"))
        text = told(text, Shell(Path(folder), language))
    for name in markers(text):
        text = filled(text, name, GENERATORS[name](language))
    return text


def build(target: Path) -> None:
    """Write the sources of both sites, and the page that leads to them."""
    shutil.rmtree(target, ignore_errors=True)
    for language in LANGUAGES:
        for folder in ("rules", "tables", "assets"):
            (target / language / folder).mkdir(parents=True)
        shutil.copytree(HERE / "assets", target / language / "assets", dirs_exist_ok=True)
        shutil.copytree(HERE / "decisions", target / language / "decisions")
    with TemporaryDirectory() as folder:
        city = make_city(Path(folder))
        for language in LANGUAGES:
            for page in sorted((HERE / language).rglob("*.md")):
                place = target / language / page.relative_to(HERE / language)
                place.write_text(written(page, language, city), "utf-8")
    for code, pages in rule_pages():
        for language, text in pages.items():
            (target / language / "rules" / f"{code}.md").write_text(text, "utf-8")
    for one in TABLES.values():
        for language in LANGUAGES:
            (target / language / "tables" / f"{one.name}.md").write_text(table_page(one, language), "utf-8")
    site = ROOT / "site"
    site.mkdir(exist_ok=True)
    shutil.copy(HERE / "assets" / "languages.html", site / "index.html")


def write_readmes() -> None:
    """Write into the READMEs what their commands print."""
    with TemporaryDirectory() as folder:
        city = make_city(Path(folder))
        for language, readme in READMES.items():
            readme.write_text(written(readme, language, city), "utf-8")


if __name__ == "__main__":
    if "--readme" in sys.argv[1:]:
        write_readmes()
    else:
        build(ROOT / "build" / "docs")
