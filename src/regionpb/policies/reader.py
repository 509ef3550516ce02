"""Reads policies: those that ship, and the files of users that extend them.

A file that extends another replaces the values of a parameter or the periods of a switch as a whole, and keeps the
rest. Every fault of a file and of those it stands on is told at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs

from regionpb.errors import Both, PolicyError, meant, why_zh
from regionpb.policies.file import PolicyFault, PolicyFile, read_policy_file
from regionpb.policies.merge import extended
from regionpb.policies.policy import Policy

__all__ = ["DEFAULT_POLICY", "POLICY_NAMES", "read_policy"]

POLICY_NAMES = ("ningbo", "national")
"""The policies that ship."""

DEFAULT_POLICY = "ningbo"
"""The policy that is asked where none is named."""


@attrs.frozen
class _File:
    """A policy file, and what of it could be understood."""

    name: str
    stem: str
    document: PolicyFile
    ships: bool


def read_policy(name_or_path: str | Path, *, codes: Collection[str] | None = None) -> Policy:
    """Read a policy that ships (`ningbo`, `national`) or a TOML file of one's own.

    Args:
        name_or_path: a name, or the path of a file.
        codes: the codes of the rules there are; a switch of a user's file for any other is then a fault.

    Raises:
        PolicyError: with every fault there is: file, place, value and a hint.

    Example:
        >>> from datetime import date
        >>> read_policy("ningbo").at(date(2011, 7, 29)).is_on("R003")
        True
        >>> read_policy("ningpo")
        Traceback (most recent call last):
        regionpb.errors.PolicyError: ningpo: no such policy; did you mean 'ningbo'? (or give the path of a .toml file)
    """
    return _shipped(str(name_or_path)) if name_or_path in POLICY_NAMES else _read_policy(name_or_path, codes)


@cache
def _shipped(name: str) -> Policy:
    """What ships is the same for as long as the process lives, and is asked at every check."""
    return _read_policy(name, None)


def _read_policy(name_or_path: str | Path, codes: Collection[str] | None) -> Policy:
    faults: list[PolicyFault] = []
    files = list(_chain(name_or_path, faults))
    sound = not faults
    policy = Policy("", "", "", "", {}, {})
    for file in reversed(files):
        known = None if file.ships else codes
        policy = extended(policy, file.document, file.name, faults, stem=file.stem, codes=known, sound=sound)
    told = [fault.told for fault in faults]
    if len(told) == 1:
        raise PolicyError(*told[0])
    if told:
        raise PolicyError(
            "\n  ".join([f"{len(told)} faults in policy {str(name_or_path)!r}:", *(each.en for each in told)]),
            "\n  ".join([f"政策“{name_or_path}”有 {len(told)} 处错误：", *(each.zh for each in told)]),
        )
    return policy


def _chain(name_or_path: str | Path, faults: list[PolicyFault]) -> Iterator[_File]:
    """The file that is asked for, the one it extends, and so on; as far as they can be read."""
    wanted, folder, seen, by = name_or_path, Path(), list[Traversable](), ""
    while True:
        file = _locate(wanted, folder)
        place = "extends" if by else ""
        if not file.is_file():
            problem, hint = _missing(str(wanted), file)
            faults.append(PolicyFault(by or str(wanted), place, str(wanted), problem, hint))
            return
        if file in seen:
            problem = Both("these files extend each other in a circle", "这些文件循环扩展")
            hint = Both("let the last of them extend 'national'", "请让最后一个扩展“national”")
            faults.append(PolicyFault(by, place, str(wanted), problem, hint))
            return
        seen.append(file)
        by = str(wanted)
        document = _read(file, by, faults)
        if document is None:
            return
        ships = not isinstance(file, Path) or wanted in POLICY_NAMES
        yield _File(by, Path(file.name).stem, document, ships)
        if document.extends is None:
            return
        wanted, folder = document.extends, Path() if ships else Path(str(file)).parent


def _locate(wanted: str | Path, folder: Path) -> Traversable:
    if wanted in POLICY_NAMES:
        return resources.files("regionpb.policies") / f"{wanted}.toml"
    return (folder / wanted).resolve()


def _missing(wanted: str, file: Traversable) -> tuple[Both, Both]:
    """What is wrong with a name or path that leads to no file, and what to do."""
    known = Both(" or ".join(map(repr, POLICY_NAMES)), "或".join(f"“{name}”" for name in POLICY_NAMES))
    if file.is_dir():
        return Both("a folder, no file", "是文件夹，不是文件"), Both(
            "give the path of a .toml file in it", "请给出其中 .toml 文件的路径"
        )
    if Path(wanted).suffix or len(Path(wanted).parts) > 1:
        return Both("no such file", "没有这个文件"), Both(
            f"check the path, or name {known.en}", f"请核对路径，或写 {known.zh}"
        )
    near = get_close_matches(wanted, POLICY_NAMES, n=1)
    hint = meant(near[0]) if near else Both(f"known are {known.en}", f"现有{known.zh}")
    return Both("no such policy", "没有这个政策"), Both(
        f"{hint.en} (or give the path of a .toml file)", f"{hint.zh}（也可给出 .toml 文件的路径）"
    )


def _read(file: Traversable, name: str, faults: list[PolicyFault]) -> PolicyFile | None:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return read_policy_file(tomllib.loads(text), name, faults)
    except OSError as error:
        problem = Both(f"cannot be read ({error.strerror})", f"无法读取（{why_zh(error)}）")
        hint = Both("check who may read it", "请核对读取权限")
    except UnicodeDecodeError as error:
        problem = Both(f"byte {error.start} is not UTF-8", why_zh(error))
        hint = Both("save the file as UTF-8", "请以 UTF-8 编码保存文件")
    except (ValueError, RecursionError) as error:
        problem = Both(f"not TOML: {error}", f"不是有效的 TOML：{why_zh(error)}")
        hint = Both("mend the file there", "请改正该处")
    faults.append(PolicyFault(name, "", None, problem, hint))
    return None
