"""Sheets of cells -> tables: where they are, what each column is, how its cells are to be read."""
