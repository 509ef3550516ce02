"""A mapping that stays as it is: what an act says of several things is as frozen as the act itself.

>>> from pydantic import BaseModel
>>> class Parts(BaseModel, frozen=True):
...     into: Fixed[str, int]
>>> parts = Parts(into={"b": 1, "a": 2})
>>> parts.into, hash(parts) == hash(Parts(into={"a": 2, "b": 1})), parts.model_dump_json()
({'b': 1, 'a': 2}, True, '{"into":{"b":1,"a":2}}')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import GenericAlias
from typing import Any, TypeVar, cast, get_args

from attrs import field, frozen
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    no_info_after_validator_function,
    plain_serializer_function_ser_schema,
)

__all__ = ["Fixed", "NotEmpty", "none_by_id"]

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


def _copied(given: Mapping[K, V_co]) -> dict[K, V_co]:
    return dict(given)


@frozen(eq=False, repr=False)
class Fixed(Mapping[K, V_co]):
    """A mapping that stays as it is, and has a hash if its values have. It is equal to every mapping of the same.

    Args:
        given: what it holds, in this order.
    """

    _given: Mapping[K, V_co] = field(converter=_copied)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read and written as a dict is."""
        key, value = get_args(source)
        as_dict = handler.generate_schema(GenericAlias(dict, (key, value)))
        written = plain_serializer_function_ser_schema(dict, return_schema=as_dict)
        return no_info_after_validator_function(cls, as_dict, serialization=written)

    def __getitem__(self, key: K) -> V_co:
        return self._given[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __eq__(self, other: object) -> bool:
        return self._given == other  # which is asked in turn where it is no dict

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __repr__(self) -> str:
        return repr(self._given)


class NotEmpty:
    """Says of a fixed mapping that it holds something, in the words that JSON Schema has for a dict."""

    @staticmethod
    def __get_pydantic_core_schema__(source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """The schema of the mapping, of which the dict it is read as must not be empty."""
        of_mapping = cast("Any", handler(source))
        of_mapping["schema"]["min_length"] = 1
        return cast("CoreSchema", of_mapping)


def none_by_id() -> Fixed[str, str]:
    """Nothing said of anything."""
    return Fixed({})
