"""Dated ties between entities as of a day: holdings, integrated ownership, voting power."""
