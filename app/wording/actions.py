"""Actions of the user in words, for Undo and the Changes tab."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import _


def action_text(kind: str) -> str:
    """A user action in words, for Undo and the Changes tab."""
    worded = ACTIONS.get(kind)
    return worded() if worded else kind.replace("_", " ")


ACTIONS: dict[str, Callable[[], str]] = {
    "add_client": lambda: _("Client added"),
    "edit_client": lambda: _("Client changed"),
    "trash_client": lambda: _("Client moved to the trash"),
    "restore_clients": lambda: _("Restored from the trash"),
    "tag_clients": lambda: _("Tag put on clients"),
    "untag_clients": lambda: _("Tag taken off clients"),
    "trash_clients": lambda: _("Clients moved to the trash"),
    "add_tasks": lambda: _("Tasks added"),
    "set_field": lambda: _("Field set for clients"),
    "set_do_not_disturb": lambda: _("Do not disturb changed"),
    "add_view": lambda: _("View saved"),
    "edit_view": lambda: _("View changed"),
    "delete_view": lambda: _("View deleted"),
    "add_own_field": lambda: _("Own field added"),
    "edit_own_field": lambda: _("Own field changed"),
    "archive_own_field": lambda: _("Own field taken out of use"),
    "delete_own_field": lambda: _("Own field deleted"),
    "attach_file": lambda: _("File attached"),
    "detach_file": lambda: _("File taken off"),
    "add_person": lambda: _("Contact person added"),
    "remove_person": lambda: _("Contact person removed"),
    "tell_apart": lambda: _("Told apart: not the same person"),
    "merge_clients": lambda: _("Clients merged"),
    "add_purchase": lambda: _("Purchase added"),
    "edit_purchase": lambda: _("Purchase changed"),
    "delete_purchase": lambda: _("Purchase deleted"),
    "return_purchase": lambda: _("Return added"),
    "add_enquiry": lambda: _("Enquiry added"),
    "edit_enquiry": lambda: _("Enquiry changed"),
    "delete_enquiry": lambda: _("Enquiry deleted"),
    "enquiry_new": lambda: _("Enquiry is new again"),
    "enquiry_in_work": lambda: _("Enquiry taken into work"),
    "enquiry_won": lambda: _("Enquiry won"),
    "enquiry_lost": lambda: _("Enquiry lost"),
    "add_product": lambda: _("Product added"),
    "edit_product": lambda: _("Product changed"),
    "archive_products": lambda: _("Taken out of the catalogue"),
    "unarchive_products": lambda: _("Back in the catalogue"),
    "back_in_stock": lambda: _("Back in stock"),
    "out_of_stock": lambda: _("Marked as out of stock"),
    "set_category": lambda: _("Category set"),
    "merge_products": lambda: _("Products merged"),
    "add_interest": lambda: _("Wish written down"),
    "close_interest": lambda: _("Wish closed"),
    "add_case": lambda: _("Service case added"),
    "edit_case": lambda: _("Service case changed"),
    "close_case": lambda: _("Service case closed"),
    "delete_case": lambda: _("Service case deleted"),
    "add_entitlement": lambda: _("Subscription or warranty added"),
    "edit_entitlement": lambda: _("Subscription or warranty changed"),
    "delete_entitlement": lambda: _("Subscription or warranty deleted"),
    "add_task": lambda: _("Task added"),
    "edit_task": lambda: _("Task changed"),
    "complete_task": lambda: _("Task done"),
    "tick_task": lambda: _("Checklist ticked"),
    "log": lambda: _("Contact logged"),
    "edit_log": lambda: _("Logged contact changed"),
    "delete_log": lambda: _("Logged contact deleted"),
    "add_feedback": lambda: _("Score written down"),
    "edit_feedback": lambda: _("Score changed"),
    "delete_feedback": lambda: _("Score deleted"),
    "add_preference": lambda: _("Preference added"),
    "remove_preference": lambda: _("Preference taken off"),
    "outcome_reached": lambda: _("Reached"),
    "outcome_no_answer": lambda: _("No answer"),
    "outcome_bought": lambda: _("Bought"),
    "outcome_not_interested": lambda: _("Not interested"),
    "outcome_wrong_number": lambda: _("Wrong number"),
    "reminder_done": lambda: _("Reminder done"),
    "reminder_snoozed": lambda: _("Reminder put off"),
    "reminder_dismissed": lambda: _("Reminder left for this time"),
    "import": lambda: _("File imported"),
}
