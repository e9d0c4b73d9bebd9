"""Arrays in, arrays out: the loops over numbers. Imports numpy and numba only."""
