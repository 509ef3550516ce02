"""The real divisions of the whole country: read, indexed and checked without an error."""

from pathlib import Path

import regionpb as rpb

DIVISIONS = Path(__file__).parents[1] / "data" / "divisions-china-2023.parquet"


def test_the_country_has_no_error_of_divisions(tmp_path):
    (tmp_path / "divisions.parquet").symlink_to(DIVISIONS)
    (tmp_path / "organizations.csv").write_text("id,name,form,division\nO-1,某省委,committee,33\n", "utf-8")
    region = rpb.read(tmp_path, at="2023-12-31")
    report = region.check(select=["E", "D"])
    assert report.ok
    assert report.counts() == {"D007": 54}, "names against codes, an info: these are in the published data"
    assert len(region.territory) == 665_276
    assert not region.territory.cycles
