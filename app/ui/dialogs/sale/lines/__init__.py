"""The lines of a sale: found, scanned, counted, discounted."""
