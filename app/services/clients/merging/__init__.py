"""Two clients made one, and taken apart again."""
