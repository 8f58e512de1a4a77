"""Calendar files (iCalendar, RFC 5545): tasks, birthdays and important dates out, tasks in."""
