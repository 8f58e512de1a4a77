"""The Import page: drop a file, see what was understood, import it, take it back."""
