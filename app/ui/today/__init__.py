"""Today: whom to contact, why, and what to say."""
