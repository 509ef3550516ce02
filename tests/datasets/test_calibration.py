from docs.generate.figures import BOOK, figures

from regionpb.datasets import make_tables


def test_the_whole_city_is_the_book_s():
    table = figures(make_tables())
    made = dict(table.select("figure", "made").iter_rows())
    for exact in (
        "regional_units",
        "modes",
        "paired_organs_and_institutions",
        "paired_universities",
        "paired_enterprises",
        "service_points",
        "public_centres_urban",
        "public_centres_rural",
        "hotline",
        "web",
        "form",
        "served",
        "solved",
        "disputes",
        "volunteer_teams",
        "volunteers",
        "projects",
        "workers_pool",
        "grants",
        "granted",
    ):
        assert made[exact] == BOOK[exact]
    assert abs(made["organizations"] - 23_000) < 500
    assert abs(made["members"] - 425_000) < 4_000
    assert abs(made["public_centre_area"] - BOOK["public_centre_area"]) < 0.2
    # The divisions of 2023 win over the villages and communities of 2011.
    assert (made["paired_villages"], made["paired_communities"]) == (2167, 875)
