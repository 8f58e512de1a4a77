"""Ways to reach a client and the links that open them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.services.clients.data import Contact
from app.ui.context import AppContext
from app.ui.widgets.contacts import Way, open_way, way_address, ways_to_reach, written_way
from tests.ui.driving import Toasts


class Opener(QObject):
    """Stands in for the programs of the computer."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def opener() -> Iterator[Opener]:
    made = Opener()
    schemes = ("tel", "https", "mailto", "viber")
    for scheme in schemes:
        QDesktopServices.setUrlHandler(scheme, made, "open")
    yield made
    for scheme in schemes:
        QDesktopServices.unsetUrlHandler(scheme)


def test_a_mobile_phone_can_be_called_and_written_to() -> None:
    ways = ways_to_reach([Contact("phone", "+79123456789"), Contact("email", "anna@mail.example")])
    assert [way.kind for way in ways] == ["phone", "whatsapp", "email"]


def test_a_city_phone_is_not_offered_for_whatsapp() -> None:
    assert [way.kind for way in ways_to_reach([Contact("phone", "+74951200011")])] == ["phone"]


def test_the_first_phone_counts_and_a_noted_whatsapp_wins() -> None:
    contacts = [Contact("phone", "+79123456789"), Contact("phone", "+79000000000"), Contact("whatsapp", "+79111111111")]
    assert ways_to_reach(contacts) == [Way("phone", "+79123456789"), Way("whatsapp", "+79111111111")]


def test_a_text_goes_by_the_preferred_way_and_never_by_a_call_if_there_is_another() -> None:
    ways = [Way("phone", "+74951200011"), Way("email", "a@b.example")]
    assert written_way(ways) == ways[1]
    assert written_way(ways, "phone") == ways[0]
    assert written_way(ways[:1]) == ways[0]
    assert written_way([]) is None


@pytest.mark.parametrize(
    ("way", "address"),
    [
        (Way("phone", "+79123456789"), "tel:+79123456789"),
        (Way("whatsapp", "+79123456789"), "https://wa.me/79123456789?text=%D0%94%D0%B0%20%26%20%D0%BD%D0%B5%D1%82%3F"),
        (Way("telegram", "@anna"), "https://t.me/anna?text=%D0%94%D0%B0%20%26%20%D0%BD%D0%B5%D1%82%3F"),
        (Way("email", "a@b.example"), "mailto:a@b.example?body=%D0%94%D0%B0%20%26%20%D0%BD%D0%B5%D1%82%3F"),
        (Way("viber", "+79123456789"), "viber://chat?number=%2B79123456789"),
    ],
)
def test_links_hold_the_whole_message(way: Way, address: str) -> None:
    assert way_address(way, "Да & нет?").toString(QUrl.ComponentFormattingOption.FullyEncoded) == address


def test_opening_hands_the_link_to_the_system(context: AppContext, opener: Opener) -> None:
    assert open_way(context.events, Way("phone", "+79123456789"), "не для звонка")
    assert opener.urls == ["tel:+79123456789"]


def test_where_a_program_takes_no_text_it_is_left_on_the_clipboard(
    context: AppContext, opener: Opener, toasts: Toasts
) -> None:
    open_way(context.events, Way("viber", "+79123456789"), "Здравствуйте!")
    assert QGuiApplication.clipboard().text() == "Здравствуйте!"
    assert [text for text, _undo in toasts] == ["The message is on the clipboard: paste it there."]


def test_without_a_program_the_number_is_left_to_copy(
    context: AppContext, toasts: Toasts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    assert not open_way(context.events, Way("phone", "+79123456789"))
    assert QGuiApplication.clipboard().text() == "+79123456789"
    assert "+79123456789" in toasts[0][0]
