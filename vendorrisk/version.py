"""The version of the package, on the lowest floor so that results can carry it."""

__version__ = "0.1.0"
