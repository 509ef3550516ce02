"""A hand-written page as its fenced blocks, in order.

What a page shows is what happens: its files are written, its commands run, its Python executed, all in one folder.

* A block with `title="place/file"` is a file that is there from then on.
* ```console: lines that begin with `$ ` are commands; the build fills in what they print.
* ```pycon: a doctest.
* ```python: executed; functions whose names begin with `test_` are called.
* `<!-- generate: name -->` on a line of its own is replaced by what the generator of that name writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

__all__ = ["Block", "blocks", "commands", "replaced"]

_FENCE = re.compile(
    r"^```(?P<language>[a-z]+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_MARKER = re.compile(r"^<!-- generate: (?P<name>[a-z-]+) -->$", re.MULTILINE)


@frozen
class Block:
    """A fenced block: its language, the file it shows if it shows one, its text, and its line in the page."""

    language: str
    title: str | None
    body: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for found in _FENCE.finditer(page):
        line = page.count("\n", 0, found.start("body")) + 1
        yield Block(found["language"], found["title"], found["body"], line)


def commands(body: str) -> list[tuple[str, str]]:
    """The commands of a console block with what the page says they print."""
    parts = re.split(r"^\$ (.*)\n", body, flags=re.MULTILINE)
    return [*zip(parts[1::2], parts[2::2], strict=True)]


def replaced(page: str, block: Block, body: str) -> str:
    """The page with another text in one of its blocks."""
    fence = f"```{block.language}\n{block.body}```"
    return page.replace(fence, f"```{block.language}\n{body}```", 1)


def markers(page: str) -> list[str]:
    """The generators a page asks for."""
    return [found["name"] for found in _MARKER.finditer(page)]


def filled(page: str, name: str, text: str) -> str:
    """The page with what a generator wrote."""
    return page.replace(f"<!-- generate: {name} -->", text.rstrip("\n"))
