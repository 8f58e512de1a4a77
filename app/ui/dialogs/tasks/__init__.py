"""A follow-up in full: how it repeats, its checklist, and what can be done with one from wherever it is shown."""
