"""A second, naive implementation of the rules, to be compared with the library.

Written from the rules alone: plain rows, plain walks, no frames; slow, short and easy to read.
"""
