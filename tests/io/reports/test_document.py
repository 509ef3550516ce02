from regionpb.findings import Severity


def test_counts_are_of_what_is_shown(make):
    document = make(hidden=3)
    assert document.counts == {"D007": 1, "O013": 12, "U004": 1}
    assert document.severities == {Severity.ERROR: 3, Severity.WARNING: 10, Severity.INFO: 1}


def test_families_are_named_in_both_languages(make):
    rows = make().tally("family").to_dicts()
    assert [(r["family"], r["label"], r["label_zh"], r["error"], r["total"]) for r in rows] == [
        ("D", "divisions", "行政区划", 0, 1),
        ("O", "organizations", "党组织", 2, 12),
        ("U", "1+N units", "统筹区域", 1, 1),
    ]


def test_counties_come_by_total_and_what_lies_in_none_last(make):
    assert make().tally("county")["county"].to_list() == ["330203", "330206", None]


def test_groups_are_cut_and_know_how_many_more(make):
    groups = {g.code: g for g in make().groups(5)}
    assert (groups["O013"].rows.height, groups["O013"].more, groups["O013"].severity) == (5, 7, Severity.ERROR)
    assert groups["U004"].more == 0


def test_not_checked_is_gathered_by_what_is_missing(make):
    assert make().unasked == {("pairings",): ("P001", "P002")}


def test_nothing_found_is_a_document_too(make):
    document = make(rows=[])
    assert (document.counts, [*document.groups()], document.tally("county").height) == ({}, [], 0)
