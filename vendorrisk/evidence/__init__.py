"""From claims to beliefs: lineage, strength, fusion, conflicting figures."""
