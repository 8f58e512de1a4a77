"""Groups of clients by recency and frequency, their rhythm, and how both move."""
