"""The code of what the benchmarks measure beside, as it is run."""

from __future__ import annotations

from pathlib import Path

from generate.words import Language

__all__ = ["peers_code"]

_PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
_LANGUAGES = {".py": "python", ".sql": "sql"}


def peers_code(_: Language) -> str:
    """Every file of every peer under a heading of its own."""
    return "\n\n".join(
        f"## {folder.name}\n\n" + "\n\n".join(_told(file) for file in sorted(folder.iterdir()) if file.is_file())
        for folder in sorted(_PEERS.glob("in_*"))
    )


def _told(file: Path) -> str:
    code = file.read_text("utf-8").rstrip("\n")
    return f"### {file.parent.name}/{file.name}\n\n```{_LANGUAGES[file.suffix]}\n{code}\n```"
