"""What could bend this vendor, for this buyer: one module a factor."""
