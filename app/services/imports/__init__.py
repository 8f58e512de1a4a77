"""From an old spreadsheet to clients and purchases: read, detect, clean, plan, apply, undo."""
