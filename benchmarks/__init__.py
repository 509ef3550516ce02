"""What README and docs say about speed, measured: `python -m benchmarks`."""
