"""The first start: three questions, then Today."""
