"""The command line: arguments and exit codes only; what is done stands in the layers above.

Exit codes: 0 nothing found at or above the least severity, 1 findings, 2 misuse or a source of which
nothing can be read, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regionpb.vocabulary import Language

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
    from regionpb.cli.language import language_of  # noqa: PLC0415
    from regionpb.cli.streams import lenient  # noqa: PLC0415

    given = sys.argv[1:] if arguments is None else [*arguments]
    lenient()
    try:
        code = app.main(args=given, prog_name="regionpb", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (
        Exception
    ) as error:  # the last resort: whoever types a command is told what is wrong, never shown a traceback
        if os.environ.get("REGIONPB_DEBUG"):
            raise
        return _explain(error, language_of(given))
    return code if isinstance(code, int) else 0


def _explain(error: Exception, language: Language) -> int:
    """Tell what is wrong in the language asked: misuse, an unreadable source, or a fault of our own."""
    import click  # noqa: PLC0415

    from regionpb.cli.misuse import in_chinese  # noqa: PLC0415
    from regionpb.errors import RegionError, why_zh  # noqa: PLC0415

    zh = language == "zh"
    match error:
        case click.ClickException():
            if not zh:
                error.show()
                return MISUSE
            return _tell(in_chinese(error))
        case RegionError():
            return _tell(error.said(language))
        case OSError():
            where = error.filename or ("读写" if zh else "input or output")
            return _tell(f"{where}：{why_zh(error)}" if zh else f"{where}: {error.strerror or error}")
        case _:
            ours = "This is a fault of regionpb; REGIONPB_DEBUG=1 shows where."
            ours_zh = "这是 regionpb 自身的错误；设 REGIONPB_DEBUG=1 可查看出错位置。"
            return _tell(f"{type(error).__name__}: {error}\n{ours_zh if zh else ours}")


def _tell(message: str) -> int:
    from regionpb.io.visible import visible  # noqa: PLC0415 - a caller who only imports the package pays nothing

    first, *more = [visible(line) for line in message.splitlines()] or [""]
    print(f"regionpb: {first}", *more, sep="\n  ", file=sys.stderr)  # noqa: T201 - the command line
    return MISUSE
