"""Regulars: a desktop CRM that brings a small shop's clients back."""

__version__ = "0.1.0"
