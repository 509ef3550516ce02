"""`python -m regionpb`: the command line."""

import sys

from regionpb.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
