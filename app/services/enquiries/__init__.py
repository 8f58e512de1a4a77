"""Enquiries: somebody asked, and nobody who asked is forgotten. The board, one enquiry, and what closes it."""
