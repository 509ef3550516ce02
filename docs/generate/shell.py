"""A very small shell that knows `regionpb`: it runs what pages show, in this process and in a folder of its own."""

from __future__ import annotations

import io
import os
import shlex
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from regionpb.cli import main

__all__ = ["CITY", "Shell"]

CITY = "make ningbo city --size 0.05 --faults D006=1,E005=1,O003=1,O006=2,R001=3,U001=1,U004=2"
"""How the folder `city` of every page is made: the demo's city."""

_LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}


class Shell:
    """Runs commands: `regionpb …`, `cat FILE`, `echo $?`, and `… | head -N` behind them.

    Args:
        folder: where they run.
        language: of the messages, `en` or `zh`.
        width: of the terminal, in columns.
    """

    def __init__(self, folder: Path, language: str, width: int = 96) -> None:
        self.folder, self.language, self.width, self.status = folder, language, width, 0

    def run(self, line: str) -> str:
        """What a command prints, standard error included; `status` then holds its exit code.

        Raises:
            ValueError: when this shell does not know the command.
        """
        command, _, head = line.partition(" | head -")
        printed = self._run(shlex.split(command))
        return "".join(printed.splitlines(keepends=True)[: int(head)]) if head else printed

    def _run(self, words: list[str]) -> str:
        match words:
            case ["regionpb", *arguments]:
                return self._regionpb(arguments)
            case ["cat", file]:
                return (self.folder / file).read_text("utf-8-sig")
            case ["echo", "$?"]:
                return f"{self.status}\n"
        raise ValueError(f"pages run regionpb, cat and echo $?, not {shlex.join(words)}")

    def _regionpb(self, arguments: list[str]) -> str:
        printed = io.StringIO()
        with chdir(self.folder), redirect_stdout(printed), redirect_stderr(printed), self._terminal():
            self.status = main(arguments)
        return "".join(f"{line.rstrip()}\n" for line in printed.getvalue().splitlines())

    @contextmanager
    def _terminal(self) -> Iterator[None]:
        ours = {"COLUMNS": str(self.width), "LC_ALL": _LOCALES[self.language], "NO_COLOR": "1", "TERM": "dumb"}
        before = {name: os.environ.get(name) for name in ours}
        os.environ.update(ours)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
