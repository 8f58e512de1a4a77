"""The catalogue: products and services, how they hang together, what they were sold for."""
