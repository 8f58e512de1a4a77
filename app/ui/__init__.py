"""Everything Qt, one folder per page."""
