"""What can be done with a receipt from every page: change, return, print, delete."""
