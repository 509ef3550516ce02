"""What the library is measured beside finds what the library finds: else the times would say nothing."""

import sys
from datetime import date
from importlib import import_module

import pytest
from benchmarks.measure import Figure, compared, peak_memory
from benchmarks.peers import PEERS, Norms
from benchmarks.rules import asked, write

import regionpb as rpb

DAY = date(2011, 7, 29)
LATER = date(2019, 6, 30)  # every rule is on under one policy or the other
FAULTS = dict.fromkeys(sorted(asked(DAY).on), 1)
AMISS = {"E005": 1, "E007": 1}  # a dangling cell counts as empty, of overlapping versions one


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
    region, folder = city
    norms = asked(day, policy)
    report = region.at(day).check(select=sorted(norms.on), policy=policy)
    found = {(finding.code, finding.id) for finding in report.findings}
    assert not report.not_checked
    assert peer.total(folder, norms) == found
    assert peer.check(peer.read(folder), norms) == found


def test_in_a_sound_city_a_peer_finds_nothing_else_either(peer, tmp_path):
    region, norms = rpb.datasets.ningbo(size=0.003), asked(DAY)
    write(region, tmp_path)
    report = region.check(select=sorted(norms.on))
    assert all(finding.severity == "info" for finding in report.findings)
    assert peer.total(tmp_path, norms) == {(finding.code, finding.id) for finding in report.findings}


def test_every_fault_that_can_be_planted_is_found(city, peer):
    region, folder = city
    planted = {(code, key) for code, _, key in region.planted.iter_rows() if code not in AMISS}
    assert {code for code, _ in planted} == {*FAULTS}
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
