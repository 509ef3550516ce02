import io

from regionpb.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def terminal(monkeypatch):
    """Standard error from here on; a fixture would lose it to pytest's own capturing."""
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr("sys.stderr", stream)
    return stream


def test_names_from_a_source_steer_no_terminal(monkeypatch):
    stream = terminal(monkeypatch)
    with progress() as tell:
        tell("book.xlsx#\x1b]0;mine\x07\u202egpj.")
    said = stream.getvalue()
    assert r"book.xlsx#\u001b]0;mine\u0007\u202egpj." in said
    assert "\x1b]0;" not in said
    assert "\u202e" not in said


def test_what_was_written_where_steers_no_terminal(run, monkeypatch, sound, tmp_path):
    stream = terminal(monkeypatch)
    path = tmp_path / "a\x1b]0;mine\u202e.json"
    run("check", sound, "--output", path)
    assert path.is_file()
    assert r"a\u001b]0;mine\u202e.json" in stream.getvalue().replace("\n", "")
    assert "\x1b]0;" not in stream.getvalue()
    assert "\u202e" not in stream.getvalue()


def test_nobody_looks(capsys):
    with progress() as tell:
        tell("reading")
    assert capsys.readouterr().err == ""
