"""Whom to contact today: what is due of each kind, in which order, how many, with names and words."""
