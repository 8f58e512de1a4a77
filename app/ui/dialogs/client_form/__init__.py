"""The form of a client, for a new one and for one that is changed."""
