"""The commands that tell the numbers of the shop: segments, forecast, report, and what was spent on marketing."""

from __future__ import annotations

import argparse

from app.cli.typed_values import add_as_of, count


def add_segments(command: argparse.ArgumentParser) -> None:
    """`segments`: how many clients are in each RFM group."""
    command.add_argument(
        "--method", choices=("ladder", "quintile"), help="the shop's own steps, or fifths of its clients"
    )
    command.add_argument("--clients", action="store_true", help="also every client with its scores")
    add_as_of(command)


def add_forecast(command: argparse.ArgumentParser) -> None:
    """`forecast`: who will come back, fitted on the shop's own past."""
    command.add_argument("--unit", choices=("day", "week"), default="day", help="what time is measured in")
    command.add_argument("--horizon", type=count, metavar="N", help="how many units ahead")
    command.add_argument("--clients", action="store_true", help="also every client with what is expected")
    add_as_of(command)


def add_report(command: argparse.ArgumentParser) -> None:
    """`report`: the numbers of a period, of all time without one."""
    command.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="the first day of the period")
    command.add_argument("--to", dest="last", metavar="YYYY-MM-DD", help="its last day")
    add_as_of(command)


def add_spend(command: argparse.ArgumentParser) -> None:
    """`add-spend`: marketing spend on a source of clients."""
    command.add_argument("source", metavar="SOURCE", help="where the clients come from; empty is marketing as a whole")
    command.add_argument("--from", dest="first", required=True, metavar="YYYY-MM-DD", help="the first day it was for")
    command.add_argument("--to", dest="last", required=True, metavar="YYYY-MM-DD", help="the last day")
    command.add_argument("--sum", required=True, metavar="S", help="in the shop's currency, as 1890.00")
    command.add_argument("--note", default="")
