"""The notifications of the system in words: who shows them, what they can, what became of the one that was tried."""

from __future__ import annotations

from app.i18n import _
from app.services.reminders.delivery.service_info import ServiceInfo


def tested_words(service: ServiceInfo | None, *, was_shown: bool, has_tray: bool) -> list[str]:
    """What happened to the test notification, the most important first."""
    if was_shown and service is not None:
        named = f"{service.name} {service.version}".strip()
        return [_("Shown by the notifications of your system: {name}.").format(name=named), *_abilities(service)]
    if was_shown:
        return [_("Shown by the notifications of your system.")]
    if service is not None:
        named = f"{service.name} {service.version}".strip()
        return [_("{name} is there, but did not take the notification.").format(name=named), _still(has_tray)]
    return [_("There is no notification service here."), _still(has_tray)]


def clicked_words() -> str:
    """A button of it, or it itself, was clicked."""
    return _("Your click arrived: clicks open the right person.")


def closed_words() -> str:
    """It went away without a click."""
    return _("The notification was closed without a click. Reminders that are closed stay on the Today page.")


def _still(has_tray: bool) -> str:
    return _("The sign in the tray shows reminders.") if has_tray else _("Reminders are on the Today page.")


def _abilities(service: ServiceInfo) -> list[str]:
    can = service.abilities
    return [
        _("It has buttons: a reminder can be done or put off from there.")
        if "actions" in can
        else _("It has no buttons: what is to be done is done on the Today page."),
        _("It keeps notifications until you have seen to them.")
        if "persistence" in can
        else _("It does not say whether it keeps notifications until you have seen to them; the Today page does."),
    ]
