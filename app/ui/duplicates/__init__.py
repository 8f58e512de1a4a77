"""The Duplicates page: clients who are likely to be one person, and what to do about them."""
