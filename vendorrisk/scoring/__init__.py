"""From events to risk: the tree, the ledger, the tier."""
