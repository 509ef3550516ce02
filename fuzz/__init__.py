"""Fuzzing guided by coverage: `make campaign-fuzz`."""
