"""Keeps what the rules find in the receipts up to date, and tells how often a rule was right."""
