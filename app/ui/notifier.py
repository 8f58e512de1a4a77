"""Tell about reminders outside the window."""
