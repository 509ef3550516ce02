"""The cities that the tests look at."""

import pytest

from datasets.cities import CASES, City, city


@pytest.fixture(params=CASES, ids=str)
def made(request: pytest.FixtureRequest) -> City:
    return city(*request.param)
