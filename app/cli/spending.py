"""The command that writes down what was spent on marketing."""

from __future__ import annotations

from argparse import Namespace

from app.cli.output import write_added
from app.cli.selling import minor
from app.cli.shop import Shop, read_day
from app.services.spend import add_spend


def run_add_spend(shop: Shop, options: Namespace) -> int:
    """What was paid for a source of clients over some days; the cost of a new client is made of it."""
    first, last = read_day(options.first, "from"), read_day(options.last, "to")
    sum_ = minor(options.sum, options.sum, "spend_sum")
    return write_added(options, add_spend(shop.db, options.source, first, last, sum_, shop.now, options.note))
