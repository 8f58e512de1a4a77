"""The rules of reminders: what is reminded of, when, and in what words; each change shows what it would do."""
