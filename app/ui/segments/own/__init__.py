"""The shop’s own segments: its saved views, with their size over time, combined, changed and used."""
