"""The list of clients: search, filters, saved views, and changes to many at once."""
