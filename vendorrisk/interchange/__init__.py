"""What comes back from other programs: filled-in checklists become evidence and mitigations."""
