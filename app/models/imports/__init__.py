"""The SQL of an import: what is staged, matched, written, listed and taken back."""
