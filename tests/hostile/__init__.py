"""Files made to do harm: whatever they hold, nothing crashes, hangs, loses a row or takes memory out of proportion."""
