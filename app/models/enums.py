"""Small enumerations shared by every layer."""

from __future__ import annotations

from enum import StrEnum


class Area(StrEnum):
    """What kind of thing a write changed; pages that show it reload."""

    CLIENTS = "clients"
    PURCHASES = "purchases"
    PRODUCTS = "products"
    INTERACTIONS = "interactions"
    TASKS = "tasks"
    REMINDERS = "reminders"
    IMPORTS = "imports"
    SETTINGS = "settings"


class ContactKind(StrEnum):
    """How a client can be reached."""

    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    VK = "vk"
    VIBER = "viber"
    ADDRESS = "address"  # beside the first one, which stands on the client


class OwnKind(StrEnum):
    """What an own field of the shop holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


class InteractionKind(StrEnum):
    """What was logged. A visit here is a conversation, never a purchase visit."""

    CALL = "call"
    VISIT = "visit"
    MESSAGE = "message"
    EMAIL = "email"
    NOTE = "note"


class PurchaseStatus(StrEnum):
    """Only `done` counts in any figure; the others are stored and shown."""

    DONE = "done"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


class ReminderKind(StrEnum):
    """Why a client is on Today. Values are the command line's."""

    FOLLOW_UP = "follow_up"
    BIRTHDAY = "birthday"
    LAPSED = "lapsed"


class ReminderState(StrEnum):
    """Life of one row of the reminder ledger."""

    DUE = "due"
    SHOWN = "shown"
    SNOOZED = "snoozed"
    DONE = "done"
    DISMISSED = "dismissed"
    EXPIRED = "expired"
    HELD_OUT = "held_out"
