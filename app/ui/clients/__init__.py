"""Clients: the table with a panel beside it, and the card of one client."""
