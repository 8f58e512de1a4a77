"""The forms of products: the catalogue's, categories, merging, wishes."""
