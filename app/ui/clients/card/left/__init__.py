"""The left column of the card: who it is, tastes, offers, what lasts, whom to ask."""
