"""What the library is measured beside finds what the library finds: else the times would say nothing."""

import shutil
import sys
from datetime import date
from importlib import import_module

import pytest
from benchmarks.measure import Figure, compared, peak_memory
from benchmarks.peers import PEERS, Norms, dictionary
from benchmarks.rules import TABLES, asked, write

import regionpb as rpb
from regionpb.contract import TABLES as CONTRACT
from regionpb.contract.columns import Kind

from .spoiling import spoil

DAY = date(2011, 7, 29)
LATER = date(2019, 6, 30)  # every rule is on under one policy or the other
FAULTS = dict.fromkeys(sorted(asked(DAY).on), 1)
AMISS = {"E005": 1, "E007": 1, "E010": 1}  # what is left in the tables of a region that was read
IN_CELLS = {"E002", "E003", "E004", "E005", "E006", "E007", "E009", "E010"}  # all that typed Parquet can have


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    folder = tmp_path_factory.mktemp("city")
    region = rpb.datasets.ningbo(size=0.003, seed=1, faults=FAULTS | AMISS)
    write(region, folder)
    return region, folder


@pytest.fixture(params=[*PEERS.values()])
def peer(request):
    return import_module(f"benchmarks.peers.{request.param}")


@pytest.mark.parametrize(("day", "policy"), [(DAY, "ningbo"), (LATER, "ningbo"), (LATER, "national")])
def test_a_peer_finds_what_the_library_finds(city, peer, day, policy):
    _, folder = city
    agree(peer, folder, day, policy)


@pytest.mark.parametrize(("seed", "policy"), [(1, "ningbo"), (2, "national")])
def test_in_files_spoilt_in_every_way_a_peer_finds_what_the_library_finds(city, peer, tmp_path, seed, policy):
    shutil.copytree(city[1], tmp_path, dirs_exist_ok=True)
    spoil(tmp_path, seed)
    found = agree(peer, tmp_path, LATER, policy)
    assert {code for code, _ in found if code[0] == "E"} == IN_CELLS


def agree(peer, folder, day, policy):
    """What the library and a peer find alike, from the files and with the tables in memory."""
    norms = asked(day, policy)
    report = rpb.read(folder, at=day).check(select=[*sorted(norms.on), "E"], policy=policy)
    found = {(finding.code, finding.id) for finding in report.findings}
    assert not report.not_checked
    assert peer.total(folder, norms) == found
    data, unreadable = peer.read(folder)
    assert unreadable == {(code, key) for code, key in found if code[0] == "E"}
    assert peer.check(data, norms) == found - unreadable
    return found


def test_in_a_sound_city_a_peer_finds_nothing_else_either(peer, tmp_path):
    region, norms = rpb.datasets.ningbo(size=0.003), asked(DAY)
    write(region, tmp_path)
    report = rpb.read(tmp_path, at=DAY).check(select=[*sorted(norms.on), "E"])
    assert all(finding.severity == "info" for finding in report.findings)
    assert peer.total(tmp_path, norms) == {(finding.code, finding.id) for finding in report.findings}


def test_the_data_dictionary_says_what_the_contract_says():
    assert {*dictionary.TABLES} == {*TABLES}
    for name, demands in dictionary.TABLES.items():
        table = CONTRACT[name]
        bounded = {c.name for c in table.columns if c.minimum is not None or c.maximum is not None}
        assert (demands.key,) == table.key
        assert {*demands.required} == {c.name for c in table.columns if c.required}
        assert demands.terms == {c.name: tuple(map(str, c.vocabulary)) for c in table.columns if c.vocabulary}
        assert demands.references == {c.name: c.references for c in table.columns if c.references in TABLES}
        assert {*demands.bounds} == bounded
        assert {*demands.credit} == {c.name for c in table.columns if c.kind is Kind.CREDIT_CODE}
        assert (demands.one_of, demands.dated) == (table.exactly_one, table.dated)
        assert not any(c.kind.is_list for c in table.columns)


def test_every_fault_that_can_be_planted_is_found(city, peer):
    region, folder = city
    planted = {(code, key) for code, _, key in region.planted.iter_rows()}
    assert {code for code, _ in planted} == {*FAULTS, *AMISS}
    assert planted <= peer.total(folder, asked(DAY))


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
