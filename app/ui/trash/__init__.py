"""The trash: who was moved there, and the way back."""
