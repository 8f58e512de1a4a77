"""What can be typed: global options, commands and theirs. Imports nothing heavy, for the window starts here too."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from app import __version__
from app.cli.parser_numbers import add_forecast, add_report, add_segments, add_spend
from app.cli.typed_values import add_as_of, count, number, share

# Commands of the contract that are known and told to be absent.
LATER = ("restore",)

THEMES = ("light", "dark", "contrast_light", "contrast_dark")
PAGES = (
    "today",
    "clients",
    "client",
    "purchases",
    "tasks",
    "enquiries",
    "segments",
    "reports",
    "products",
    *("duplicates", "trash", "rules", "deliveries", "import", "settings", "help"),
)

Adder = Callable[[argparse.ArgumentParser], None]


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line as a namespace; `command` is None for the window. Wrong usage leaves with exit code 2."""
    options, unknown = build_parser(commands=False).parse_known_args(list(arguments))
    if not unknown:
        return options  # the window, which need not wait for the parsers of all commands
    parser = build_parser()
    options, unknown = parser.parse_known_args(list(arguments))
    if unknown and options.command not in LATER:
        parser.error("unrecognized arguments: " + " ".join(unknown))
    if options.command == "done" and options.outcome is None and (options.text or options.reason or options.until):
        parser.error("--text, --reason and --until tell of an --outcome")  # or what was said would be lost
    if options.command == "export" and options.client is not None and options.what != "calendar":
        parser.error("--client is of --what calendar")
    return options


def build_parser(*, commands: bool = True) -> argparse.ArgumentParser:
    """The whole command line; without `commands` only what the window takes."""
    parser = argparse.ArgumentParser(
        prog="regulars",
        description="A desktop CRM for small shops. Without a command it opens the window.",
        add_help=commands,
        allow_abbrev=commands,
    )
    parser.set_defaults(command=None)
    parser.add_argument("--data", metavar="DIR", help="data folder (also REGULARS_DATA)")
    parser.add_argument("--lang", choices=("ru", "en"), help="language of texts")
    parser.add_argument("--version", action="version", version=f"Regulars {__version__}")
    parser.add_argument("--screenshot", metavar="FILE", help="open the window, write a picture of it and leave")
    parser.add_argument("--page", choices=PAGES, default="today", help="page of the screenshot")
    parser.add_argument("--theme", choices=THEMES, help="theme of the screenshot")
    parser.add_argument("--size", type=_size, default="1366x768", metavar="WxH", help="size of the screenshot")
    parser.add_argument("--minimized", action="store_true", help="start in the tray")
    if commands:
        _add_commands(parser)
    return parser


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (summary, add) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("--json", action="store_true", help="one JSON document on stdout")
        add(command)
    for name in [name for name in LATER if name not in COMMANDS]:
        later = commands.add_parser(name)
        later.add_argument("--json", action="store_true")


READINGS: dict[str, tuple[str, bool | int | str]] = {
    "day-first": ("day_first", True),
    "month-first": ("day_first", False),
    "comma": ("decimal", ","),
    "point": ("decimal", "."),
}
HOW = "day-first, month-first, comma, point (before a fraction), pivot:YY (the last year of this century), country:XX"


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", metavar="FILE")
    command.add_argument("--sheet", action="append", default=[], metavar="NAME")
    command.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD", type=_pair)
    known = command.add_mutually_exclusive_group()
    known.add_argument("--profile", metavar="NAME", help="read as the kind of file of this name, and remember it so")
    known.add_argument("--as-found", action="store_true", help="not as an earlier import of such a file was set")
    command.add_argument("--password", metavar="P")
    command.add_argument("--encoding", metavar="E")
    command.add_argument("--day-first", choices=("yes", "no"))
    command.add_argument(
        "--on-conflict", action="append", default=[], type=_rule, metavar="[COLUMN=]fill|overwrite|keep"
    )
    command.add_argument("--read", action="append", default=[], type=_reading, metavar="COLUMN=HOW", help=HOW)
    command.add_argument("--currency", type=_currency, metavar="CODE", help="of the sums in the files, and of the shop")
    command.add_argument("--hidden", action="store_true", help="also the rows and columns that the files hide")
    command.add_argument("--dry-run", action="store_true")
    command.add_argument("--rows", type=int, default=0, metavar="N", help="with --json: the first N rows of each sheet")
    add_as_of(command)


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--clear", action="store_true", help="copy the sample shop to the backups, then empty it")
    add_as_of(command)


def _currency(text: str) -> str:
    if not (len(text) == 3 and text.isascii() and text.isalpha()):
        raise argparse.ArgumentTypeError(f"{text!r} is no currency such as EUR")
    return text.upper()


def _reading(text: str) -> tuple[str, str, bool | int | str]:
    """(column, field of Reading, value)."""
    column, _mark, how = text.rpartition("=")
    kind, _colon, value = how.partition(":")
    if column and how in READINGS:
        return column, *READINGS[how]
    if column and kind == "country" and len(value) == 2 and value.isalpha():
        return column, kind, value.upper()
    if column and kind == "pivot" and value.isdecimal() and int(value) < 100:
        return column, kind, int(value)
    raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=HOW; HOW is one of {HOW}")


def _profiles(command: argparse.ArgumentParser) -> None:
    act = command.add_mutually_exclusive_group()
    act.add_argument("--export", metavar="FILE", help="write all into a .json file")
    act.add_argument("--import", metavar="FILE", dest="take", help="take over those of such a file")
    act.add_argument("--forget", metavar="NAME")


def _rule(text: str) -> tuple[str, str]:
    """(column or "", rule)."""
    column, _mark, rule = text.rpartition("=")
    if rule not in ("fill", "overwrite", "keep"):
        raise argparse.ArgumentTypeError(f"{rule!r} is none of fill, overwrite, keep")
    return column, rule


def _undo(command: argparse.ArgumentParser) -> None:
    command.add_argument("batch", type=number, metavar="BATCH")


def _clients(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="?", default="", metavar="QUERY")
    command.add_argument("--segment", metavar="NAME")
    command.add_argument("--filter", metavar="JSON")
    command.add_argument(
        "--view", metavar="NAME", help="a saved view: its filter, and its order unless --sort is given"
    )
    command.add_argument("--sort", metavar="FIELD")
    command.add_argument("--desc", action="store_true")
    command.add_argument("--limit", type=count, default=50, metavar="N")
    add_as_of(command)


def _client(command: argparse.ArgumentParser) -> None:
    command.add_argument("client", type=number, metavar="ID")
    add_as_of(command)


def _add_client(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True)
    for option in ("--phone", "--email", "--whatsapp", "--telegram", "--vk", "--viber", "--tag", "--preference"):
        command.add_argument(option, action="append", default=[])
    command.add_argument("--own", action="append", default=[], metavar="NAME=VALUE", type=_named, help="an own field")
    command.add_argument("--referred-by", type=number, metavar="CLIENT")
    for option in ("--company", "--birthday", "--gender", "--address", "--city", "--card", "--source", "--note"):
        command.add_argument(option, default="")


def _own_fields(command: argparse.ArgumentParser) -> None:
    command.add_argument("--add", metavar="NAME")
    command.add_argument("--kind", choices=("text", "number", "date", "yes_no", "choice"), default="text")
    command.add_argument("--choice", action="append", default=[], metavar="TEXT", help="one of those of a choice")


def _add_purchase(command: argparse.ArgumentParser) -> None:
    command.add_argument("client", type=number, metavar="CLIENT")
    command.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    command.add_argument("--time", metavar="HH:MM")
    command.add_argument("--line", action="append", required=True, metavar="PRODUCT;QTY;PRICE[;DISCOUNT]")
    command.add_argument("--receipt", default="")
    command.add_argument("--payment", default="")
    command.add_argument("--note", default="")


def _add_return(command: argparse.ArgumentParser) -> None:
    command.add_argument("purchase", type=number, metavar="PURCHASE")
    command.add_argument("--date", required=True, metavar="YYYY-MM-DD")
    command.add_argument("--time", metavar="HH:MM")
    command.add_argument("--line", action="append", metavar="PRODUCT;QTY[;SUM]", help="without it all that is left")
    command.add_argument("--payment", default="")
    command.add_argument("--note", default="")


def _add_task(command: argparse.ArgumentParser) -> None:
    command.add_argument("client", type=number, metavar="CLIENT")
    command.add_argument("--due", required=True, metavar="ISO")
    command.add_argument("--title", required=True)
    command.add_argument("--note", default="")
    command.add_argument("--every", metavar="RRULE", help='or in words: "every 2 weeks on Mon", "monthly on the 31st"')
    command.add_argument("--anchor", choices=("schedule", "completion"), help="what the next day is counted from")
    command.add_argument("--priority", type=number, default=0, metavar="0..2", help="1 important, 2 urgent")
    command.add_argument("--step", action="append", default=[], metavar="TEXT", help="a line of the checklist")


def _log(command: argparse.ArgumentParser) -> None:
    command.add_argument("client", type=number, metavar="CLIENT")
    command.add_argument("--kind", required=True, choices=("call", "visit", "message", "email", "note"))
    command.add_argument("--text", required=True)
    command.add_argument("--minutes", type=number, metavar="N", help="how long a call or a visit took")
    command.add_argument("--direction", choices=("in", "out"), help="who began: in is the client")
    command.add_argument("--channel", choices=("phone", "email", "whatsapp", "telegram", "vk", "viber"))


def _add_feedback(command: argparse.ArgumentParser) -> None:
    command.add_argument("client", type=number, metavar="CLIENT")
    command.add_argument("--score", type=number, required=True, metavar="0..10", help="would recommend the shop")
    command.add_argument("--text", default="")


def _today(command: argparse.ArgumentParser) -> None:
    add_as_of(command)
    command.add_argument("--days", type=number, default=0, metavar="N", help="look this many days ahead")


def _remind(command: argparse.ArgumentParser) -> None:
    command.add_argument("--now", metavar="ISO", help="the moment to sweep for; shop time without an offset")


def _item(command: argparse.ArgumentParser) -> None:
    command.add_argument("item", metavar="ID")


def _done(command: argparse.ArgumentParser) -> None:
    _item(command)
    outcomes = ("reached", "no_answer", "bought", "not_interested", "wrong_number")
    command.add_argument("--outcome", choices=outcomes, help="what came of it; the contact is logged with it")
    command.add_argument("--reason", default="", help="why the client is not interested")
    command.add_argument("--text", default="", help="what was said")
    command.add_argument("--until", metavar="ISO", help="after no answer: when to try again")


def _snooze(command: argparse.ArgumentParser) -> None:
    _item(command)
    command.add_argument("--until", required=True, metavar="ISO")


def _duplicates(command: argparse.ArgumentParser) -> None:
    command.add_argument("--threshold", type=share, metavar="X", help="least likelihood, 0 to 1")


def _merge(command: argparse.ArgumentParser) -> None:
    command.add_argument("keep", type=number, metavar="KEEP", help="id of the client who is kept")
    command.add_argument("other", type=number, metavar="OTHER", help="id of the client whose everything goes to them")


def _unmerge(command: argparse.ArgumentParser) -> None:
    command.add_argument("merge", type=number, metavar="MERGE", help="number that merge has told")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="ends in .xlsx or .csv; clients also in .vcf, a calendar in .ics")
    tables = ("clients", "purchases", "today", "segments", "report", "calendar")
    command.add_argument("--what", choices=tables, default="clients")
    command.add_argument("--client", type=number, metavar="ID", help="the calendar of this client only")
    command.add_argument("--segment", metavar="NAME", help="clients of this group or saved view only")
    add_as_of(command)


def _import_tasks(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", help="a calendar, .ics")
    command.add_argument("--dry-run", action="store_true")
    add_as_of(command)


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", nargs="?", metavar="FILE")


def _nothing(command: argparse.ArgumentParser) -> None:
    """A command without options of its own."""


def _size(text: str) -> str:
    width, _x, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and 0 < int(width) < 10_000 and 0 < int(height) < 10_000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size like 1366x768")
    return text


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name.strip(), value


def _pair(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not sign or not column:
        raise argparse.ArgumentTypeError(f"{text!r} is not COLUMN=FIELD")
    return column, field


COMMANDS: dict[str, tuple[str, Adder]] = {
    "import": ("bring in clients and purchases from spreadsheets", _import),
    "imports": ("past imports", _nothing),
    "undo": ("take an import back", _undo),
    "profiles": ("how kinds of files are read, as set in earlier imports", _profiles),
    "clients": ("find clients", _clients),
    "client": ("one client's card", _client),
    "add-client": ("add a client", _add_client),
    "own-fields": ("the shop's own fields of a client, and a new one", _own_fields),
    "add-purchase": ("add a purchase", _add_purchase),
    "add-return": ("take back a purchase, whole or in part", _add_return),
    "add-task": ("add a follow-up", _add_task),
    "log": ("log a contact", _log),
    "add-feedback": ("write down how likely a client is to recommend the shop", _add_feedback),
    "today": ("whom to contact today", _today),
    "remind": ("announce what is due, once", _remind),
    "done": ("a reminder is done", _done),
    "snooze": ("a reminder comes back later", _snooze),
    "dismiss": ("a reminder is not needed", _item),
    "segments": ("the groups of clients by recency and frequency", add_segments),
    "forecast": ("who will come back, and what they will bring", add_forecast),
    "report": ("the numbers of a period", add_report),
    "add-spend": ("write down what was spent on marketing", add_spend),
    "duplicates": ("who is likely to be in the shop twice", _duplicates),
    "merge": ("make two clients one", _merge),
    "unmerge": ("take a merge back", _unmerge),
    "export": ("write clients, purchases or the list of today into a file", _export),
    "import-tasks": ("take tasks from a calendar file", _import_tasks),
    "backup": ("write a checked copy of the shop's file", _backup),
    "check": ("check the shop's file", _nothing),
    "demo": ("make a sample shop, or clear it", _demo),
}
