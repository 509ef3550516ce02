"""What people give to the functions that make acts, as acts hold it; and what they are told where it is no use.

>>> from regionpb.vocabulary import Exit
>>> chosen(Exit, "死亡"), ids("M-1"), ids(["M-1", "M-2"])
(<Exit.DIED: 'died'>, ('M-1',), ('M-1', 'M-2'))
>>> chosen(Exit, "dyed")
Traceback (most recent call last):
regionpb.errors.UnknownName: no exit named 'dyed'; did you mean 'died'?
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from regionpb.changes.acts.base import Act
from regionpb.changes.acts.fixed import Fixed
from regionpb.contract import TABLES
from regionpb.contract.syntax import spelling, spellings
from regionpb.errors import Both, Refused, UnknownName
from regionpb.vocabulary import Term

__all__ = ["by_id", "chosen", "given_plainly", "ids", "shares"]

P = ParamSpec("P")
MadeAct = TypeVar("MadeAct", bound=Act)
SomeTerm = TypeVar("SomeTerm", bound=Term)


def chosen(vocabulary: type[SomeTerm], given: str, among: Iterable[str] | None = None) -> SomeTerm:
    """The term that is meant, in any of the spellings in which tables may have it.

    Args:
        vocabulary: what terms there are.
        given: one of them, as somebody spells it.
        among: those that fit here; all of them where None.

    Raises:
        UnknownName: when it is none of those.
    """
    fit = [*vocabulary] if among is None else [vocabulary(each) for each in among]
    term = spellings(vocabulary).get(spelling(given)) if isinstance(given, str) else None  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be typed
    if term is None or term not in fit:
        kind = _kind_of(vocabulary)
        raise UnknownName(kind.en, given, fit, kind.zh, [each.label for each in fit])
    return vocabulary(term)


@cache
def _kind_of(vocabulary: type[Term]) -> Both:
    """What a vocabulary is called: as the first column that has it."""
    column = next(each for table in TABLES.values() for each in table.columns if each.vocabulary is vocabulary)
    return Both(column.name.replace("_", " "), column.label)


def ids(given: Iterable[str] | str) -> tuple[str, ...]:
    """Several ids, of which one may come alone.

    Raises:
        Refused: when it is neither an id nor several.
    """
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be typed
        raise Refused(f"{given!r} are no ids; give a list of them", f"“{given}”不是编号；请以列表给出编号")
    return (*given,)


def shares(given: Mapping[str, Iterable[str]]) -> Fixed[str, tuple[str, ...]]:
    """By id of each part, the ids that go there.

    Raises:
        Refused: when it does not say so.
    """
    _expect_mapping(given, Both("{'O-6': ['M-1']}", "{'O-6': ['M-1']}"))
    return Fixed({part: ids(each) for part, each in given.items()})


def by_id(given: Mapping[str, str] | None) -> Fixed[str, str]:
    """By id, the name or the code that something gets; none where None.

    Raises:
        Refused: when it does not say so.
    """
    said: Mapping[str, str] = {} if given is None else given
    _expect_mapping(said, Both("{'O-6': 'First Branch'}", "{'O-6': '第一支部'}"))
    return Fixed(said)


def _expect_mapping(given: object, example: Both) -> None:
    if not isinstance(given, Mapping):
        raise Refused(
            f"{given!r} does not say which gets what; give it by id, as {example.en}",
            f"“{given}”没有说明各自得到什么；请按编号列出，如 {example.zh}",
        )


def given_plainly(make: Callable[P, MadeAct]) -> Callable[P, MadeAct]:
    """Let a function that makes acts tell in both languages what cannot be in an act.

    Raises:
        Refused: by the function that comes of it, when an act cannot hold what it is given.
    """

    @wraps(make)
    def made(*args: P.args, **named: P.kwargs) -> MadeAct:
        try:
            return make(*args, **named)
        except ValidationError as error:
            told = _told(error.errors()[0])
            raise Refused(told.en, told.zh) from None

    return made


def _told(fault: ErrorDetails) -> Both:
    """What is wrong with a value, and what to do."""
    where = ".".join(str(part) for part in fault["loc"] if part not in {"[key]", ""})
    value = str(fault["input"])[:80].encode(errors="backslashreplace").decode()
    match fault["type"]:
        case "one_of":
            said = fault.get("ctx", {})
            return Both(said["en"], said["zh"])
        case "string_too_short":
            return Both(f"{where} is blank; fill it in", f"{where} 为空；请填写")
        case "too_short":
            return Both(f"{where} names nothing; name at least one", f"{where} 未列出任何一项；请至少列出一项")
        case _:
            return Both(
                f"{value!r} cannot be {where}: {fault['msg']}; give another value",
                f"“{value}”不能用作 {where}；请核对其写法",
            )
