"""Pure questions asked of a snapshot."""
