"""Campaigns: what takes longer than a test run."""
