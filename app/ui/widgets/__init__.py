"""Widgets that two pages or more share. Each is drawn by the theme; none knows a service."""
