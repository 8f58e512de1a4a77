"""Undo and redo: actions taken back and done again, row by row, from the change log."""
