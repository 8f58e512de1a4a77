"""Starting with the computer: the entry that each system wants, and the command that stands in it."""
