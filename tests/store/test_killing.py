"""Writers that are killed: what was acknowledged is there, nothing is half done, and asking again does it once.

`make campaign-killing` kills five hundred.
"""

import pytest
from campaign.stores.life import Blow, Life, Tally
from campaign.stores.places import Folder, Postgresql
from campaign.stores.sound import expect_whole
from campaign.stores.writing import begun

import regionpb as rpb

SEED = "tests"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request):
    found = Folder() if request.param == "sqlite" else Postgresql(request.getfixturevalue("postgresql"))
    with found:
        yield found


@pytest.fixture
def life(place, tmp_path):
    return Life(place, SEED, tmp_path, Tally())


def test_killed_again_and_again(life):
    life.live(6)
    assert life.tally.kills == 6


@pytest.mark.parametrize("at", ["making, writing", 60, "making, committing", 150, "loading, committing"])
def test_killed_while_it_is_made_and_loaded(life, at):
    """The store is there with all its tables or not at all, and in it is all of the region or nothing."""
    url, first = life.place.new(), begun(SEED)
    told = life.strike(url, "1", Blow(amid=False, at=at))
    assert told.phase.startswith("loading" if at in {150, "loading, committing"} else "making")
    life.look(url, told, first)
    with rpb.open_store(url) as store:
        assert store.version == 0
        store.load(first)  # there was nothing in it
        assert expect_whole(store, life.place, url, first).number == 0


@pytest.mark.parametrize("at", ["changing, writing", "changing, committing", "changing, answered"])
def test_killed_while_it_changes(life, at):
    """Before the commit nothing is there; after it everything, whether the writer heard of it or not."""
    url, first = life.place.new(), begun(SEED)
    told = life.strike(url, "1", Blow(amid=True, at=at))
    assert (told.phase, len(told.acknowledged)) == (at, 1)
    assert life.look(url, told, first) is (at == "changing, answered")


def test_the_server_is_killed(postgresql, tmp_path):
    with Postgresql(postgresql) as place:
        life, url = Life(place, SEED, tmp_path, Tally()), place.new()
        told = life.strike(url, "1", Blow(amid=True, writer=False, server=True))
        assert told.lost[0] == "StoreError"
        assert told.acknowledged
        life.look(url, told, begun(SEED))
