"""The numbers of the shop over a period: each section is read by a module of its own; build.py makes the report."""
