"""Selling: receipts typed at the counter, their returns, and what a client usually buys."""
