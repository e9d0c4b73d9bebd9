"""From risk to what a review does with it: actions, contradictions, course of events, checklist."""
