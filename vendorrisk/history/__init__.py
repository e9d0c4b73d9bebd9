"""Time: the course of a score over the days, and what a change between two results is made of."""
