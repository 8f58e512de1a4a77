"""The forms of service cases and of subscriptions, memberships and warranties."""
