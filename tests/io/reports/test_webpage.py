import io
from html.parser import HTMLParser

from regionpb.io.reports.webpage import CUT, write_html

from .conftest import finding


class Page(HTMLParser):
    """What a browser would make of it: tags, attributes, text."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.texts, self.open = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def page(document):
    stream = io.StringIO()
    write_html(document, stream)
    return stream.getvalue()


def test_the_page_is_whole_and_holds_no_script(make):
    text = page(make())
    parsed = Page(text)
    assert parsed.open == []
    assert "script" not in parsed.tags
    assert "i" in parsed.tags  # bars; the source's own <i> is text
    assert "demo/<i>city</i>" in "".join(parsed.texts)


def test_nothing_is_loaded_from_anywhere(make):
    parsed = Page(page(make()))
    assert not [v for name, v in parsed.attributes if name in {"src", "action"} or (name == "href" and v[0] != "#")]
    assert "url(" not in page(make())
    assert "@import" not in page(make())


def test_text_from_data_is_escaped_and_made_visible(make):
    text = page(make())
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text


def test_both_languages_are_there(make):
    text = page(make())
    assert "organization O-1 is not under its hub" in text
    assert "党组织O-1不在其下" in text
    assert 'id="zh" aria-label' in text
    assert 'id="zh" checked' in page(make(language="zh"))


def test_every_finding_has_its_place(make):
    text = page(make())
    assert all(
        f'organizations.csv:{row} · <span lang="en">superior</span><span lang="zh">上级党组织</span>' in text
        for row in range(2, 14)
    )


def test_a_great_many_are_cut_with_a_note(make):
    text = page(make(rows=[finding("U004", "error", i) for i in range(CUT + 5)]))
    assert text.count('<li class="finding') == CUT
    assert f"The first {CUT:,} of {CUT + 5:,} are shown" in text


def test_nothing_found_is_a_page_too(make):
    text = page(make(rows=[], not_checked=()))
    assert "no finding" in text
    assert "<details" not in text
