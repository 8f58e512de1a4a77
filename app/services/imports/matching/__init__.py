"""Clean rows -> what they mean for this shop: staged, linked, matched with its clients, products and receipts."""
