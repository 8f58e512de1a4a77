"""What the product does: plain functions and frozen dataclasses. No Qt, no sentences for the screen."""
