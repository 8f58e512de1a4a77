"""One cell -> a clean value: days, sums, telephone numbers, names, words."""
