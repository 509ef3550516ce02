"""What the library is measured beside finds what the library finds: else the times would say nothing."""

import shutil
import sys
from datetime import date
from importlib import import_module

import pytest
from attrs import frozen
from benchmarks.measure import Figure, compared, peak_memory
from benchmarks.peers import PEERS, WHOLE, Norms, dictionary
from benchmarks.rules import FAMILIES, SPINE_FAMILIES, asked, write

import regionpb as rpb
from regionpb.contract import TABLES as CONTRACT
from regionpb.contract.columns import Kind

from .spoiling import spoil

DAY = date(2011, 7, 29)
LATER = date(2019, 6, 30)  # every rule is on under one policy or the other
FAULTS = dict.fromkeys(sorted(asked(DAY, families=FAMILIES).on), 1)
AMISS = {"E005": 1, "E007": 1, "E010": 1}  # what is left in the tables of a region that was read
IN_CELLS = {"E002", "E003", "E004", "E005", "E006", "E007", "E009", "E010"}  # all that typed Parquet can have


@frozen
class Extent:
    """How much is asked: the rules of some families, of the tables that they read."""

    families: tuple[str, ...]
    tables: tuple[str, ...]


SPINE = Extent(SPINE_FAMILIES, dictionary.SPINE)
ALL = Extent(FAMILIES, tuple(dictionary.TABLES))


def called(asked_of):
    name, extent = asked_of
    return f"{PEERS[name]}-{'spine' if extent is SPINE else 'all'}"


@pytest.fixture(scope="module")
def city():
    return rpb.datasets.ningbo(size=0.003, seed=1, faults=FAULTS | AMISS)


@pytest.fixture(scope="module")
def folders(city, tmp_path_factory):
    """The files of the city, by what is asked of them."""
    made = {extent: tmp_path_factory.mktemp("city") for extent in (SPINE, ALL)}
    for extent, folder in made.items():
        write(city, folder, extent.tables)
    return made


@pytest.fixture(params=[*((peer, SPINE) for peer in PEERS), *((peer, ALL) for peer in WHOLE)], ids=called)
def peer(request):
    """A peer, and how much it is asked."""
    name, extent = request.param
    return import_module(f"benchmarks.peers.{PEERS[name]}"), extent


@pytest.mark.parametrize(("day", "policy"), [(DAY, "ningbo"), (LATER, "ningbo"), (LATER, "national")])
def test_a_peer_finds_what_the_library_finds(folders, peer, day, policy):
    module, extent = peer
    agree(module, folders[extent], asked(day, policy, extent.families), policy)


@pytest.mark.parametrize(("seed", "policy"), [(1, "ningbo"), (2, "national")])
def test_in_files_spoilt_in_every_way_a_peer_finds_what_the_library_finds(folders, peer, tmp_path, seed, policy):
    module, extent = peer
    shutil.copytree(folders[extent], tmp_path, dirs_exist_ok=True)
    spoil(tmp_path, seed)
    found = agree(module, tmp_path, asked(LATER, policy, extent.families), policy)
    assert {code for code, _ in found if code[0] == "E"} == IN_CELLS


def agree(peer, folder, norms, policy):
    """What the library and a peer find alike, from the files and with the tables in memory."""
    report = rpb.read(folder, at=norms.day).check(select=[*sorted(norms.on), "E"], policy=policy)
    found = {(finding.code, finding.id) for finding in report.findings}
    assert not report.not_checked
    assert peer.total(folder, norms) == found
    data, unreadable = peer.read(folder)
    assert unreadable == {(code, key) for code, key in found if code[0] == "E"}
    assert peer.check(data, norms) == found - unreadable
    return found


def test_in_a_sound_city_a_peer_finds_nothing_else_either(peer, tmp_path):
    module, extent = peer
    region, norms = rpb.datasets.ningbo(size=0.003), asked(DAY, families=extent.families)
    write(region, tmp_path, extent.tables)
    report = rpb.read(tmp_path, at=DAY).check(select=[*sorted(norms.on), "E"])
    assert all(finding.severity == "info" for finding in report.findings)
    assert module.total(tmp_path, norms) == {(finding.code, finding.id) for finding in report.findings}


def test_the_data_dictionary_says_what_the_contract_says():
    for name, demands in dictionary.TABLES.items():
        table = CONTRACT[name]
        bounded = {c.name for c in table.columns if c.minimum is not None or c.maximum is not None}
        assert demands.key == table.key
        assert {*demands.required} == {c.name for c in table.columns if c.required}
        assert demands.terms == {c.name: tuple(map(str, c.vocabulary)) for c in table.columns if c.vocabulary}
        assert demands.references == {c.name: c.references for c in table.columns if c.references}
        assert {*demands.bounds} == bounded
        assert {*demands.credit} == {c.name for c in table.columns if c.kind is Kind.CREDIT_CODE}
        assert (demands.one_of, demands.dated) == (table.exactly_one, table.dated)
        assert {*demands.lists} == {c.name for c in table.columns if c.kind.is_list and (c.vocabulary or c.references)}


def test_every_fault_that_can_be_planted_is_found(city, folders, peer):
    module, extent = peer
    planted = {(code, key) for code, _, key in city.planted.iter_rows()}
    assert {code for code, _ in planted} == {*FAULTS, *AMISS}
    planted = {(code, key) for code, key in planted if code[0] in (*extent.families, "E")}
    assert planted <= module.total(folders[extent], asked(DAY, families=extent.families))


def test_norms_are_read_as_they_were_saved(tmp_path):
    norms = asked(LATER)
    norms.save(tmp_path / "norms.json")
    assert Norms.load(tmp_path / "norms.json") == norms


def test_a_figure_is_kept_while_the_peer_is_slow_enough():
    figure = Figure("a", 1.0, 1.0, 1.0, 5, peer="b", peer_seconds=4.0, wanted=5)
    assert figure.ratio == 4
    assert not figure.kept
    assert compared("a", list, "b", lambda: sum(range(10_000)), wanted=1, runs=3).kept


def test_the_memory_of_a_command_is_its_own():
    held = b"x" * 300_000_000
    assert peak_memory([sys.executable, "-c", "pass"]) < len(held) / 3
