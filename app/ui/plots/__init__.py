"""Charts drawn by hand: the same on the screen, on a copied picture and on paper."""
