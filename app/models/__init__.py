"""Tables and the database; knows nothing of the layers above. SQLAlchemy loads with the modules inside."""
