"""How misuse of the command line is told: in English as click says it, and in Chinese.

>>> in_chinese(click.NoSuchOption("--lnag", possibilities=["--lang"]))
'没有选项“--lnag”；是不是指“--lang”？'
>>> in_chinese(Misuse("is no day", "“x”不是日期", param_hint="--at"))
'--at：“x”不是日期'
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

import click

__all__ = ["Misuse", "in_chinese", "refused"]


class Misuse(click.BadParameter):
    """An argument that cannot be used, told in both languages."""

    def __init__(
        self,
        message: str,
        chinese: str,
        ctx: click.Context | None = None,
        param: click.Parameter | None = None,
        param_hint: str | None = None,
    ) -> None:
        super().__init__(message, ctx, param, param_hint)
        self.chinese = chinese


@contextmanager
def refused(chinese: str) -> Generator[None]:
    """What click refuses in here keeps its English, and is told in Chinese like this: only here its value is known."""
    try:
        yield
    except click.BadParameter as error:
        raise Misuse(error.message, chinese, error.ctx, error.param) from error


def in_chinese(error: click.ClickException) -> str:  # noqa: PLR0911 - one way for each class
    """What click would say in English."""
    match error:
        case Misuse():
            return f"{_where(error)}：{error.chinese}"
        case click.NoSuchOption():
            return f"没有选项“{error.option_name}”" + _meant(error.possibilities)
        case click.NoSuchCommand():
            return f"没有命令“{error.command_name}”" + _meant(error.possibilities)
        case click.MissingParameter():
            return f"缺少参数 {_where(error)}；用法见 --help"
        case click.BadOptionUsage():
            # Which of the two it is stands only in the message.
            wrong = "不带值" if "does not take" in error.message else "后面缺少值"
            return f"选项“{error.option_name}”{wrong}；用法见 --help"
        case click.UsageError(ctx=click.Context(command=click.Group())):
            return "缺少命令；有哪些命令见 --help"
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            extra = error.message.partition("(")[2].removesuffix(")")  # click keeps them nowhere else
            return f"多出参数“{extra}”；用法见 --help"
        case _:
            return f"命令写法有误：{error.format_message()}"


def _meant(names: Sequence[str] | None) -> str:
    return f"；是不是指{'、'.join(f'“{name}”' for name in names)}？" if names else ""


def _where(error: click.BadParameter) -> str:
    """The argument or option, as it is written."""
    if isinstance(error.param_hint, str):
        return error.param_hint
    if error.param is None:
        return "参数"
    return error.param.opts[0] if isinstance(error.param, click.Option) else error.param.make_metavar(_context(error))


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("regionpb"))
