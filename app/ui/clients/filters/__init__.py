"""The filters of the list of clients: chips, editor, saved views."""
