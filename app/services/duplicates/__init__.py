"""Who is likely to be in the shop twice: people compared in blocks, and a score that says why."""
