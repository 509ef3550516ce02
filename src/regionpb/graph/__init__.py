"""The tables of a region as a typed graph as of a day: forests, counts, handles, and networkx at the edge."""
