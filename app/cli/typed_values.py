"""What a single value of the command line may be: the argparse types that several commands share."""

from __future__ import annotations

import argparse


def add_as_of(command: argparse.ArgumentParser) -> None:
    """The option of every command that reads the clock."""
    command.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day to count as today")


def number(text: str) -> int:
    """A whole number that the database can hold."""
    try:
        read = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
    if abs(read) >= 2**63:
        raise argparse.ArgumentTypeError(f"{text!r} is too large")
    return read


def count(text: str) -> int:
    """A whole number from 0 on."""
    read = number(text)
    if read < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is less than 0")
    return read


def share(text: str) -> float:
    """A fraction from 0 to 1."""
    try:
        read = float(text)
    except ValueError:
        read = -1
    if not 0 <= read <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0 and 1")
    return read
