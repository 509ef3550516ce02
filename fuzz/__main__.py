"""Run the targets one after the other, each in a process of its own: `python -m fuzz [TARGET …]`.

Only Python code of the library is instrumented: what polars does in Rust is not seen, though what comes of it is.
What makes a target fail is kept under `.fuzz/`, with what was found worth keeping for the next run.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

SECONDS = int(os.environ.get("REGIONPB_FUZZ_SECONDS", "600"))
KEPT = Path(".fuzz")
WITHIN_A_SECOND = 25


def main() -> int:
    if find_spec("atheris") is None:
        print("not fuzzed: atheris cannot be imported; it is made for Linux and macOS, CPython 3.11 to 3.13")
        return 0
    names = sys.argv[1:] or ("delimited", "json_lines", "cells", "code", "settings", "policy")
    failed = [name for name in names if not _passes(name, SECONDS // len(names))]
    print(f"failed: {', '.join(failed)}" if failed else f"{len(names)} targets fuzzed, none failed")
    return 1 if failed else 0


def _passes(name: str, seconds: int) -> bool:
    corpus, crashes = KEPT / name, KEPT / f"{name}-"
    corpus.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-timeout={WITHIN_A_SECOND}", "-rss_limit_mb=2000", "-max_len=4096"]
    quiet = ["-print_final_stats=1", f"-artifact_prefix={crashes}"]
    command = [sys.executable, "-m", "fuzz.target", name, *options, *quiet, str(corpus)]
    with Path(f"{crashes}log.txt").open("wb") as log:
        done = subprocess.run(command, check=False, stdout=log, stderr=log)
    said = Path(f"{crashes}log.txt").read_text("utf-8", "replace")
    units = said.rpartition("stat::number_of_executed_units:")[2].split()
    print(f"{name}: {units[0] if units else 'no'} inputs in {seconds} s", "" if done.returncode == 0 else said[-3000:])
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
