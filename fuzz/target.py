"""One target, fuzzed: `python -m fuzz.target NAME [options of libFuzzer] CORPUS`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["regionpb"]):
    from .targets import TARGETS


def main() -> None:
    name = sys.argv.pop(1)
    target, seeds = TARGETS[name]
    for i, seed in enumerate(seeds):
        Path(sys.argv[-1], f"seed-{i}").write_bytes(seed)
    with TemporaryDirectory() as folder:
        atheris.Setup(sys.argv, lambda data: target(data, Path(folder)))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
