"""The process in which hostile files are read: a source and what to expect on each line, an answer as JSON.

Python may recurse four hundred calls deeper than where the work begins: nothing in the library recurses as deep as the
data. Whoever asks kills this process when it takes too long.
"""

import contextlib
import io
import json
import pickle
import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

import regionpb as rpb
from regionpb.cli import main

FORMATS = ("txt", "json", "html", "sarif", "xml", "github")
MANY = 1_000
FRAMES = 400
STATUS = Path("/proc/self/status")


def answer(source: str, *, command: bool, page: bool) -> dict[str, object]:
    """Read, check and report; what came of it."""
    out: dict[str, object] = {}
    try:
        region = rpb.read(source, at="2011-07-29")
    except rpb.RegionError as error:
        out["refused"] = str(error)
        out["refused_zh"] = error.chinese
    else:
        rows = region.intake.rows
        out["rows"] = {name: [each.read, each.taken, each.set_aside] for name, each in rows.items()}
        out["kept"] = {name: frame.height for name, frame in region.intake.set_aside.items()}
        report = region.check()
        walk(region)
        region.preview(*report.repairs(safe=False))
        out["codes"] = report.counts()
        with TemporaryDirectory() as folder:
            for suffix in FORMATS if page or len(report) < MANY else FORMATS[:2]:
                saved = report.save(Path(folder, f"report.{suffix}"))
                json.loads(saved.read_text("utf-8")) if suffix == "json" else saved.read_text("utf-8")
            region.intake.write_set_aside(Path(folder, "aside"))
    if command:
        out["exits"] = [commanded(source, form, language) for form, language in (("text", "zh"), ("json", "en"))]
    return out


def walk(region: rpb.Region) -> None:
    """What else is asked of a graph: who is above and below, a description, networkx."""
    region.describe()
    for forest in (region.territory, region.subordination):
        copied = forest.to_networkx()
        assert len(copied) == len(forest)
        for node in (*forest.ids.head(1), *forest.ids.tail(1)):
            assert len(forest.descendants(node)) + 1 == forest.size(node)
            assert len(forest.ancestors(node)) == forest.depth(node)
        pickle.loads(pickle.dumps(forest))
    assert len(region.to_networkx()) >= len(region.territory)
    repr(region)


def commanded(source: str, form: str, language: str) -> list[object]:
    """The exit code of the command, and what it says on standard error."""
    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = main(["check", source, "--at", "2011-07-29", "--output-format", form, "--lang", language])
    return [code, complained.getvalue()]


def deep(function, *arguments, **named):
    """Call with only so many frames left."""
    frame, depth = sys._getframe(), 0
    while frame is not None:
        frame, depth = frame.f_back, depth + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + FRAMES)
    try:
        return function(*arguments, **named)
    finally:
        sys.setrecursionlimit(before)


def peak() -> int:
    """The most memory this process held since `forget`, in megabytes; 0 where the system does not tell."""
    if not STATUS.exists():
        return 0
    said = STATUS.read_text("utf-8")
    return int(said.partition("VmHWM:")[2].split()[0]) // 1024


def forget() -> None:
    """Begin to measure anew."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "utf-8")


def serve() -> None:
    answers = sys.stdout
    sys.stdout = sys.stderr
    rpb.testing.minimal().check()  # what is loaded when first asked for is loaded
    for line in sys.stdin:
        asked = json.loads(line)
        forget()
        before, began = peak(), time.perf_counter()
        try:
            told = deep(answer, **asked)
        except BaseException:  # noqa: BLE001 - whatever is raised is the answer
            told = {"raised": traceback.format_exc()[-3000:]}
        told |= {"seconds": round(time.perf_counter() - began, 2), "peak": peak(), "before": before}
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    serve()
