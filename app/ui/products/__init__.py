"""The catalogue: products and services, what they sell, who waits for them."""
