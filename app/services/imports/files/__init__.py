"""Any file -> sheets of cells: which kind it is, what protects or damages it, and who reads it."""
