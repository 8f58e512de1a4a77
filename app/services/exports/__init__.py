"""Tables written out of the shop: typed workbooks and text files that the importer reads back without loss."""
