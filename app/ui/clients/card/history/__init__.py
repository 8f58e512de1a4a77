"""What happened with a client: the timeline, purchases, tasks, changes, and the line that logs."""
