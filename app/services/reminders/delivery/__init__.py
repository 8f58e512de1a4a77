"""From what was claimed to the desktop and back: the clockwork, notifications and their buttons."""
