"""Tables -> clean rows, a batch at a time and column by column."""
