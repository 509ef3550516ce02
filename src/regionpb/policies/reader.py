"""Reads policies: those that ship, and the files of users that extend them.

A file that extends another replaces the values of a parameter or the periods of a switch as a whole, and keeps the
rest. Every fault of a file and of those it stands on is told at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs

from regionpb.errors import PolicyError
from regionpb.policies.document import Document, Fault, read_document
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
    document: Document
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
    faults: list[Fault] = []
    files = list(_chain(name_or_path, faults))
    sound = not faults
    policy = Policy("", "", "", "", {}, {})
    for file in reversed(files):
        known = None if file.ships else codes
        policy = extended(policy, file.document, file.name, faults, stem=file.stem, codes=known, sound=sound)
    if len(faults) == 1:
        raise PolicyError(str(faults[0]), f"政策有误：{faults[0]}")
    if faults:
        told = [*map(str, faults)]
        raise PolicyError(
            "\n  ".join([f"{len(faults)} faults in policy {str(name_or_path)!r}:", *told]),
            "\n  ".join([f"政策“{name_or_path}”有 {len(faults)} 处错误：", *told]),
        )
    return policy


def _chain(name_or_path: str | Path, faults: list[Fault]) -> Iterator[_File]:
    """The file that is asked for, the one it extends, and so on; as far as they can be read."""
    wanted, folder, seen, by = name_or_path, Path(), list[Traversable](), ""
    while True:
        file = _locate(wanted, folder)
        place = "extends" if by else ""
        if not file.is_file():
            problem, hint = _missing(str(wanted), file)
            faults.append(Fault(by or str(wanted), place, str(wanted), problem, hint))
            return
        if file in seen:
            problem, hint = "these files extend each other in a circle", "let the last of them extend 'national'"
            faults.append(Fault(by, place, str(wanted), problem, hint))
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


def _missing(wanted: str, file: Traversable) -> tuple[str, str]:
    """What is wrong with a name or path that leads to no file, and what to do."""
    known = " or ".join(repr(name) for name in POLICY_NAMES)
    if file.is_dir():
        return "a folder, no file", "give the path of a .toml file in it"
    if Path(wanted).suffix or len(Path(wanted).parts) > 1:
        return "no such file", f"check the path, or name {known}"
    near = get_close_matches(wanted, POLICY_NAMES, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {known}"
    return "no such policy", f"{hint} (or give the path of a .toml file)"


def _read(file: Traversable, name: str, faults: list[Fault]) -> Document | None:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return read_document(tomllib.loads(text), name, faults)
    except OSError as error:
        faults.append(Fault(name, "", None, f"cannot be read ({error.strerror})", "check who may read it"))
    except UnicodeDecodeError as error:
        where = f"byte {error.start} is not UTF-8"
        faults.append(Fault(name, "", None, where, "save the file as UTF-8"))
    except (ValueError, RecursionError) as error:
        faults.append(Fault(name, "", None, f"not TOML: {error}", "mend the file there"))
    return None
