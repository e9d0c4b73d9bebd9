"""The command line: a file a command group; each command parses, makes one call and prints."""
