"""The command line as it says itself."""

from __future__ import annotations

from pathlib import Path

import click

from generate.shell import Shell
from generate.words import Language
from regionpb.cli.app import app

__all__ = ["command_help"]


def command_help(language: Language) -> str:
    """The help of regionpb and of each of its commands."""
    shell = Shell(Path(), language, width=92)
    context = click.Context(app)
    parts: list[str] = []
    for name in ("", *app.list_commands(context)):
        line = f"regionpb {name}".strip()
        parts.append(f"## `{line}`\n\n```console\n$ {line} --help\n{shell.run(f'{line} --help').strip(chr(10))}\n```\n")
    return "\n".join(parts)
