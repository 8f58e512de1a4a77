"""The same services from a terminal: readable tables, or one JSON document with --json."""
