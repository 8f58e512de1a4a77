"""Whom to contact, when and why; the ledger that makes each reminder appear exactly once."""
