"""The form of what was spent on marketing."""
