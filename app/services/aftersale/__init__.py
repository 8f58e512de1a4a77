"""What lasts after a sale: service cases, and subscriptions, memberships and warranties."""
