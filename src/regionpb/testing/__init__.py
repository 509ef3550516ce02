"""For test suites, ours and our users': valid regions small enough to read, and more to come."""

from regionpb.testing.minimal import minimal

__all__ = ["minimal"]
