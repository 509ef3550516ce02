"""A step that is entered late lets the letters that follow it say where members went from."""

import pytest

import regionpb as rpb
from changes.park import ON, park
from regionpb import changes

JULY, LATER = "2012-07-01", "2013-01-01"


def letters(region, member):
    rows = region.history("transfers").filter(member=member).sort("issued")
    return rows.select("source", "target", "issued", "received").rows()


def asked(region):
    return [
        (finding.code, finding.id)
        for day in ("2012-05-02", "2012-07-02", LATER)
        for finding in region.at(day).check(select=["T002", "T003", "T004", "T005", "T006", "R001"]).findings
    ]


def test_a_letter_that_follows_says_where_they_are_then():
    known = park().apply(changes.transfer("M-41", to="O-5", on=JULY))
    late = known.apply(changes.transfer("M-41", to="O-7", on=ON))
    assert [way[:2] for way in letters(late, "M-41")] == [("O-4", "O-7"), ("O-7", "O-5")]
    assert asked(late) == asked(known)
    assert late.trail("M-41").select("event", "source", "target").rows()[-2:] == [
        ("ordinary", "O-4", "O-7"),
        ("ordinary", "O-7", "O-5"),
    ]
    assert letters(late.undo(), "M-41") == letters(known, "M-41")


def test_only_those_that_follow_do():
    known = park().apply(
        changes.transfer("M-41", to="O-5", on="2012-04-01"),
        changes.transfer("M-41", to="O-4", on="2012-06-01"),
        changes.transfer("M-41", to="O-8", on=JULY),
        changes.transfer("M-42", to="O-5", on=JULY),
    )
    late = known.apply(changes.transfer("M-41", to="O-7", on=ON))
    assert [way[:2] for way in letters(late, "M-41")] == [
        ("O-4", "O-5"), ("O-5", "O-7"), ("O-7", "O-4"), ("O-4", "O-8"),
    ]  # fmt: skip
    assert letters(late, "M-42") == letters(known, "M-42")


def test_a_letter_that_is_on_the_way_does_as_well():
    known = park()
    open_one = {"id": "T-9", "member": "M-41", "source": "O-4", "target": "O-5", "kind": "ordinary", "issued": JULY}
    frames = dict(known.frames)
    frames["transfers"] = rpb.read({**known.frames, "transfers": [open_one]}, at=ON).history("transfers")
    late = rpb.read(frames, at=ON).apply(changes.dissolve("O-4", into="O-7", on=ON))
    assert ("O-7", "O-5") in [way[:2] for way in letters(late, "M-41")]


def test_who_goes_there_later_does_not_go_there_earlier_without_a_word():
    known = park().apply(changes.transfer("M-41", to="O-7", on=JULY))
    with pytest.raises(
        rpb.Refused, match=r"M-41 goes to O-7 on 2012-07-01, as it was entered \(T-M-41-20120701\)"
    ) as no:
        known.preview(changes.transfer("M-41", to="O-7", on=ON))
    assert no.value.codes == ("T003",)
