"""What was reminded of, when and how, and why somebody is not on the list."""
