"""The command line: arguments and exit codes only; what is done stands in the layers above.

Exit codes: 0 nothing found at or above the least severity, 1 findings, 2 misuse or a source of which
nothing can be read, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["main"]

MISUSE = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: what stands behind `regionpb`; None takes it from the process.

    Returns:
        The exit code.

    >>> main(["rule"])
    2
    """
    import click  # noqa: PLC0415 - a caller who only imports the package pays nothing

    from regionpb.cli.app import app  # noqa: PLC0415
    from regionpb.cli.streams import lenient  # noqa: PLC0415
    from regionpb.errors import RegionError  # noqa: PLC0415

    lenient()
    try:
        code = app.main(args=None if arguments is None else [*arguments], prog_name="regionpb", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except RegionError as error:
        return _tell(str(error))
    except OSError as error:
        return _tell(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except Exception as error:
        if os.environ.get("REGIONPB_DEBUG"):
            raise
        return _tell(f"{type(error).__name__}: {error}\nThis is a fault of regionpb; REGIONPB_DEBUG=1 shows where.")
    return code if isinstance(code, int) else 0


def _tell(message: str) -> int:
    from regionpb.io.reports.escaping import visible  # noqa: PLC0415 - loads polars, and an error may come before

    first, *more = [visible(line) for line in message.splitlines()] or [""]
    print(f"regionpb: {first}", *more, sep="\n  ", file=sys.stderr)  # noqa: T201 - the command line
    return MISUSE
