"""Tasks by week and by month: a grid of days, from which tasks are dragged to other days."""
