"""The filter of clients: chips, the editor of a condition, the values it can be compared with."""
