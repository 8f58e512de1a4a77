"""What is done with the client of a card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.ui.background import Report
from app.ui.clients.trash import move_to_trash
from app.ui.context import AppContext
from app.ui.dialogs.aftersale.acts import open_case, open_entitlement
from app.ui.dialogs.tasks.calendar_acts import save_calendar
from app.ui.exporting import export_to_file, file_name

if TYPE_CHECKING:
    from app.services.exports.export import Exported
    from app.ui.clients.card.page import ClientPage


class CardActs:
    """Dialogs and files about the client that `page` shows."""

    def __init__(self, context: AppContext, page: ClientPage) -> None:
        self._context, self._page = context, page

    def edit(self) -> None:
        """Open the form."""
        card = self._page.card()
        if card is None:
            return
        from app.ui.dialogs.client_dialog import ClientDialog

        ClientDialog(self._context, card, self._page.window()).open()

    def sell(self, product_id: int) -> None:
        """Begin a sale to the client with this product in it."""
        from app.ui.dialogs.sale.start import SaleStart

        self._context.events.new_purchase.emit(SaleStart(self._page.client_id(), (product_id,)))

    def add_wish(self) -> None:
        """The client wanted something and went without."""
        from app.ui.dialogs.products.interest_dialog import InterestDialog, Wanting

        InterestDialog(self._context, Wanting(client_id=self._page.client_id()), self._page.window()).open()

    def add_case(self) -> None:
        """Something is to be put right for the client."""
        client_id = self._page.client_id()
        if client_id is not None:
            open_case(self._context, client_id, self._page)

    def add_entitlement(self) -> None:
        """Something that the client has for a time."""
        client_id = self._page.client_id()
        if client_id is not None:
            open_entitlement(self._context, client_id, self._page)

    def print_card(self) -> None:
        """Show how the card looks on paper, and print it from there."""
        card = self._page.card()
        if card is None:
            return
        from app.ui.clients.card.paper import card_html
        from app.ui.printing import print_html

        print_html(self._context, card.row.name, card_html(self._context, card), self._page.window())

    def save_vcard(self) -> None:
        """The client for the address book of a phone."""
        card = self._page.card()
        if card is None:
            return
        context, client = self._context, card.row

        def write(place: Path, report: Report) -> Exported:
            from app.services.exports.export import export_clients
            from app.wording.files import export_words

            return export_clients(context.db, place, export_words(), [client.id], report)

        export_to_file(context, self._page, file_name(client.name), write, endings=(".vcf",))

    def save_calendar(self) -> None:
        """The client's tasks, birthday and dates for another calendar."""
        card = self._page.card()
        if card is not None:
            save_calendar(self._context, self._page, card.row.id, card.row.name)

    def trash(self) -> None:
        """Move the client to the trash, with Undo."""
        card = self._page.card()
        if card is not None:
            move_to_trash(self._context, card.row.id, card.row.name)

    def ask(self, dialog: str) -> None:
        """Tell the event `dialog` about the client."""
        getattr(self._context.events, dialog).emit(self._page.client_id())
