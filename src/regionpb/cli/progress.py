"""Progress on long work: on standard error, and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from regionpb.io.visible import visible

__all__ = ["progress"]


@contextmanager
def progress() -> Generator[Callable[[str], None]]:
    """Something to tell what is being done; silent where nobody looks."""
    if not sys.stderr.isatty():
        yield _nobody
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), BarColumn(24), TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("…", total=None)

        def tell(what: str) -> None:
            bars.update(task, description=visible(what))

        yield tell


def _nobody(_what: str) -> None:
    return
