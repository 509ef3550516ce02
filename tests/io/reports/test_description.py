import io

import regionpb as rpb
from regionpb.io.reports.description import write_description


def test_a_description_is_told_in_both_languages():
    description = rpb.testing.minimal().describe()
    for language, words in {"en": ("organizations", "as of 2011-07-29"), "zh": ("党组织", "截至 2011-07-29")}.items():
        stream = io.StringIO()
        write_description(description, stream, title="a\x1bb", language=language)
        text = stream.getvalue()
        assert all(word in text for word in words)
        assert text.startswith("a\\u001bb")
