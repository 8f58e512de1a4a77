"""What to offer a client now and what to name beside a sale, each with its reason."""
