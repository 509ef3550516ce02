"""A row of any table with every cell filled that may be."""

FILLED = {
    "text": "某",
    "key": "O-1",
    "reference": "330203",
    "list of references": ["s-1", "s-2"],
    "list of text": ["医疗", "法律"],
    "date": "2011-07-29",
    "yes/no": "是",
    "integer": 3,
    "number": 2.5,
    "division code": "33",
    "credit code": "91350100M000100Y43",
}


def row(table):
    """A row of the table with every cell filled that may be."""
    cells = {}
    for column in table.columns:
        terms = [*(column.vocabulary or ())]
        cells[column.name] = FILLED[column.kind.value] if not terms else terms if column.kind.is_list else terms[0]
    cells |= dict.fromkeys(table.exactly_one[1:])
    return cells | ({"end": "2012-01-01"} if table.dated else {})
