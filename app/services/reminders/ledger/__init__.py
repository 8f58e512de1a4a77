"""What was claimed and what became of it: the sweep, the owner's acts, and what stands behind an item."""
