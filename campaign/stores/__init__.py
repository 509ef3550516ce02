"""What the proofs of the store share: places for stores, writers and what they tell, and what must hold of a store."""

import sys
from pathlib import Path

# The server is the tests' own.
_TESTS = str(Path(__file__).parents[2] / "tests")
if _TESTS not in sys.path:
    sys.path.append(_TESTS)
