"""The pages of rules: what a rule finds, why, bad and good, its parameters and their norms."""
