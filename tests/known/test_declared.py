"""What a `regionpb.toml` may say of findings that need not be told."""

import tomllib
from datetime import date
from random import Random

import pytest

import regionpb as rpb
from regionpb.findings import Severity
from regionpb.known.declared import Known, known_of
from regionpb.known.suppressions import Suppression

WHOLE = 'reason = "r"\nuntil = 2026-12-31\n'


def read(text):
    said, faults = tomllib.loads(text), []
    return known_of(said.get("suppress", []), said.get("severity", {}), faults), faults


def test_all_that_may_be_said():
    known, faults = read(
        f'[[suppress]]\ncode = "U004"\n{WHOLE}'
        f'[[suppress]]\ncode = ["O", "R001"]\ntable = "党组织"\nid = ["O-1", "O-2"]\ndivision = "330203000000"\n{WHOLE}'
        '[severity]\nO017 = "info"\nA = "error"\n'
    )
    assert not faults
    end = date(2026, 12, 31)
    assert known == Known(
        (
            Suppression(("U004",), "r", end),
            Suppression(("O", "R001"), "r", end, table="organizations", ids=("O-1", "O-2"), division="330203"),
        ),
        {"O017": Severity.INFO, "A": Severity.ERROR},
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("suppress = 1", "suppress is no list of tables"),
        ("suppress = [1]", "suppress 1 is no table"),
        (f"[[suppress]]\n{WHOLE}", "suppress 1: code is missing"),
        (f'[[suppress]]\ncode = "U004"\n{WHOLE}[[suppress]]\ncode = "U999"\n{WHOLE}', "suppress 2: code names no rule"),
        (f'[[suppress]]\ncode = "u004"\n{WHOLE}', "code names no rule: 'u004'"),
        (f"[[suppress]]\ncode = 4\n{WHOLE}", "code = 4 is no text"),
        (f'[[suppress]]\ncode = "U004"\nfor = 1\n{WHOLE}', "for is not known"),
        (f'[[suppress]]\ncode = "U004"\ntable = "people"\n{WHOLE}', "table names no table"),
        (f'[[suppress]]\ncode = "U004"\ntable = ["members", "units"]\n{WHOLE}', "table is a list"),
        ('[[suppress]]\ncode = "U004"\nuntil = 2026-12-31', "reason says nothing"),
        ('[[suppress]]\ncode = "U004"\nreason = "r"', "until is no date"),
        ('[[suppress]]\ncode = "U004"\nreason = "r"\nuntil = 2026-12-31T00:00:00', "until is no date"),
        ("severity = 1", "severity is no table"),
        ('[severity]\nO099 = "info"', "'O099' names no rule"),
        ('[severity]\nO001 = "grave"', "O001 = 'grave' is none"),
    ],
)
def test_what_is_not_understood_is_told(text, told):
    known, faults = read(text)
    assert told in faults[0].en
    assert faults[0].zh != faults[0].en
    assert len(known.suppressions) == ("2:" in told)
    assert not known.severities


def test_codes_of_another_package_may_be_named():
    assert read('[severity]\nQ001 = "info"') == (Known((), {"Q001": Severity.INFO}), [])


def test_a_register_says_what_it_knows(tmp_path):
    region = rpb.testing.minimal().plant([rpb.rules[c] for c in ("O010", "U004")], Random(0))
    region.write(tmp_path)
    with (tmp_path / "regionpb.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[suppress]]\ncode = "O010"\n{WHOLE}\n[severity]\nU004 = "info"\n')
    read_again = rpb.read(tmp_path)
    report = read_again.check()
    assert report.ok
    assert report.counts() == {"U004": 1}
    assert report.silent.suppressed["code"].to_list() == ["O010"]
    # Of what is not asked nothing is said, and who writes the register writes what it knows.
    assert not read_again.check(select=["U"]).silent
    read_again.write(tmp_path / "again")
    assert rpb.read(tmp_path / "again").known == read_again.known
