"""A document with everything a report can have to say, hostile text among it."""

from datetime import date

import polars as pl
import pytest
from attrs import frozen

from regionpb.findings import Severity, to_frame
from regionpb.io.reports.document import Document
from regionpb.rules.runner import NotChecked

NASTY = "O-1<script>alert('x')</script>[bold red]x[/]\x1b[31m\u202e\r\n=1+1"


@frozen
class Rows:
    read: int
    taken: int
    set_aside: int


def finding(
    code, severity, number, *, table="organizations", id_=None, county=("330203", "海曙区"), file="organizations.csv"
):
    name = id_ or f"O-{number}"
    return {
        "code": code,
        "name": f"fault-{code.lower()}",
        "name_zh": f"{code}之错",
        "severity": severity,
        "table": table,
        "id": name,
        "position": number,
        "values": {"hub": name, "n": number, "none": None},
        "file": file,
        "row": number + 2 if file else None,
        "column": "superior" if file else None,
        "message": f"organization {name} is not under its hub",
        "message_zh": f"党组织{name}不在其下",
        "county": county[0],
        "county_name": county[1],
    }


def framed(rows):
    said = ("name", "name_zh", "message", "message_zh", "county", "county_name")
    more = pl.DataFrame([{k: r[k] for k in said} for r in rows], schema=dict.fromkeys(said, pl.String))
    return pl.concat([to_frame(rows), more], how="horizontal")


@pytest.fixture
def make():
    def made(rows=None, **changed):
        if rows is None:
            rows = [finding("D007", "info", 0, county=(None, None))]
            rows += [finding("O013", "error" if i < 2 else "warning", i) for i in range(12)]
            rows += [finding("U004", "error", 0, id_=NASTY, county=("330206", "北仑区"))]
        given = {
            "version": "0.1.0",
            "day": date(2011, 7, 29),
            "policy": "ningbo",
            "policy_label": "Practice of Ningbo",
            "policy_label_zh": "宁波做法",
            "rows": {"organizations": Rows(14, 13, 1), "<b>notes</b>": Rows(2, 0, 2)},
            "findings": framed(rows),
            "not_checked": (NotChecked("P001", ("pairings",)), NotChecked("P002", ("pairings",))),
            "source": "demo/<i>city</i>",
            "min_severity": Severity.INFO,
        }
        return Document(**(given | changed))

    return made
