"""Registers of regional Party building as one typed, dated graph."""
