"""One file per change of the tables, in order; none is changed after it was released."""
