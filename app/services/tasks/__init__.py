"""Follow-ups: kept, found, done, planned, and exchanged with other calendars."""
