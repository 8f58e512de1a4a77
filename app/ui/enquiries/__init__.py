"""The Enquiries page: a board of who asked for what, and what comes of it."""
