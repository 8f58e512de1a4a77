"""Settings of the shop and the program."""
