"""The form of an enquiry and what can be done with one, from every page."""
