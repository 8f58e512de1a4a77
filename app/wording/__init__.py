"""Everything that is said to people, in sentences and words; one module per subject."""
