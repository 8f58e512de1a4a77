"""Tables and the database; knows nothing of the layers above. Import light: SQLAlchemy loads with the modules inside."""
