"""The code of what the benchmarks measure beside, as it is run."""

from __future__ import annotations

from pathlib import Path

from generate.words import Language

__all__ = ["peers_code"]

_PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
_LANGUAGES = {".py": "python", ".sql": "sql", ".ttl": "turtle"}


def peers_code(_: Language) -> str:
    """The data dictionary, then every file of every peer, under headings of their own."""
    return "\n\n".join(_peer(folder) for folder in (_PEERS / "dictionary", *sorted(_PEERS.glob("in_*"))))


def _peer(folder: Path) -> str:
    files = sorted(file for file in folder.iterdir() if file.is_file())
    return "\n\n".join([f"## {folder.name}", *map(_told, files)])


def _told(file: Path) -> str:
    code = file.read_text("utf-8").rstrip("\n")
    return f"### {file.parent.name}/{file.name}\n\n```{_LANGUAGES[file.suffix]}\n{code}\n```"
