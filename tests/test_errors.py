"""What misuse raises."""

import pickle

import pytest

from regionpb.errors import RegionError, UnknownName


def test_an_unknown_name_suggests_the_nearest():
    error = UnknownName("table", "organisations", ["organizations", "members"])
    assert error.suggestion == "organizations"
    assert str(error) == "no table named 'organisations'; did you mean 'organizations'?"


def test_nothing_near_nothing_suggested():
    assert str(UnknownName("table", "xyz", ["organizations"])) == "no table named 'xyz'"


def test_it_is_a_key_error_and_a_region_error():
    with pytest.raises(KeyError):
        raise UnknownName("rule", "Q001")
    assert issubclass(UnknownName, RegionError)


def test_it_survives_pickling():
    error = UnknownName("rule", "U04", ["U004"])
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
