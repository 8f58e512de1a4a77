"""Clients: find them, read a card, save one."""
