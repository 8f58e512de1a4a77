"""The purchases page: receipts or their lines, what they come to, and one receipt beside them."""
