"""One peer, or the library, once from the files to the findings: a process of its own, to see the memory it takes.

python -m benchmarks.peers in_pandas FOLDER NORMS
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks.peers import Norms

_, name, folder, norms = sys.argv
if name == "regionpb":
    import regionpb

    asked = Norms.load(Path(norms))
    found = len(regionpb.read(folder, at=asked.day).check(select=[*asked.on, "E"]).findings)
else:
    found = len(import_module(f"benchmarks.peers.{name}").total(Path(folder), Norms.load(Path(norms))))
print(found)
