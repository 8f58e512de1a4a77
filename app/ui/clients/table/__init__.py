"""The table of clients: columns, ticks, order, acts on many."""
