"""The page of tasks: a list by day, a week, a month."""
