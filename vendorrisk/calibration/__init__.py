"""How far the index may be read as a chance: proper scores, maps to chances, the back-test.

The index is no probability. What would make it one, and how far the coded precedents are from
that, is measured here.
"""
