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
    ENQUIRIES = "enquiries"
    AFTERSALE = "aftersale"  # interests, service cases, entitlements, feedback
    REMINDERS = "reminders"
    IMPORTS = "imports"
    SETTINGS = "settings"
    SPEND = "spend"  # on marketing
    FORECAST = "forecast"  # worked out anew


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


class ProductKind(StrEnum):
    """Goods can be out of stock; services cannot."""

    PRODUCT = "product"
    SERVICE = "service"


class LinkKind(StrEnum):
    """How another product hangs together with one."""

    GOES_WITH = "goes_with"
    BETTER = "better"


class TaskKind(StrEnum):
    """What is to be done."""

    TODO = "todo"
    CALL = "call"
    MESSAGE = "message"
    MEETING = "meeting"


class EnquiryState(StrEnum):
    """The columns of the board."""

    NEW = "new"
    IN_WORK = "in_work"
    WON = "won"
    LOST = "lost"


class InterestReason(StrEnum):
    """Why a client went without what was wanted."""

    MISSING = "missing"
    TOO_DEAR = "too_dear"


class CaseKind(StrEnum):
    """What a service case is about."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    QUESTION = "question"


class CaseStatus(StrEnum):
    """Where a service case stands; every one but `closed` is open."""

    NEW = "new"
    IN_WORK = "in_work"
    READY = "ready"  # waits for the client
    CLOSED = "closed"


class EntitlementKind(StrEnum):
    """What a client has for a time."""

    SUBSCRIPTION = "subscription"
    MEMBERSHIP = "membership"
    WARRANTY = "warranty"


class TermUnit(StrEnum):
    """In what a term is counted; months keep the day and clamp it."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class ReminderKind(StrEnum):
    """Why a client is on Today. Values are the command line's."""

    FOLLOW_UP = "follow_up"
    ENQUIRY = "enquiry"  # new and untouched for too long
    CASE = "case"  # an open service case whose day has come
    BIRTHDAY = "birthday"
    DATE = "date"  # an important date of the client's own
    RENEWAL = "renewal"  # a subscription, membership or warranty about to end
    INTEREST = "interest"  # what was wanted is back or cheaper
    REPLENISHMENT = "replenishment"  # what was bought has run out
    SERVICE = "service"  # what was bought wants looking after
    FEEDBACK = "feedback"  # thanks after a purchase, and how it was
    CADENCE = "cadence"  # stay in touch: no contact and no purchase for so many days
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


class Outcome(StrEnum):
    """What came of a contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BOUGHT = "bought"
    NOT_INTERESTED = "not_interested"
    WRONG_NUMBER = "wrong_number"


UNANSWERED = (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)  # an attempt: nobody was spoken to, so it is no contact
