"""The SQL of the list of clients: filters and orders."""
