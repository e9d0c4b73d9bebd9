"""Files that people and programs hand to and fro: filled-in sheets, journals that only grow."""
