"""What can be done with the client of a card: by the menu, by a key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.clients.card.head import Act
from app.ui.clients.trash import move_to_trash
from app.ui.context import AppContext

if TYPE_CHECKING:
    from app.ui.clients.card.page import ClientPage

EDIT, PRINT = "Ctrl+E", "Ctrl+Shift+P"


class CardActs:
    """Dialogs and files about the client that `page` shows."""

    def __init__(self, context: AppContext, page: ClientPage) -> None:
        self._context, self._page = context, page

    def keys(self) -> dict[str, Callable[[], object]]:
        """Keys of the page -> what they do."""
        return {EDIT: self.edit}

    def menu(self) -> list[Act | None]:
        """The menu "more"; None is a line."""
        return [
            (_("Change the client"), EDIT, self.edit),
            None,
            (_("New purchase"), "Ctrl+P", partial(self._ask, "new_purchase")),
            (_("New task"), "Ctrl+T", partial(self._ask, "new_task")),
            None,
            (_("Move to the trash"), "", self.trash),
        ]

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

    def trash(self) -> None:
        """Move the client to the trash, with Undo."""
        card = self._page.card()
        if card is not None:
            move_to_trash(self._context, card.row.id, card.row.name)

    def _ask(self, dialog: str) -> None:
        getattr(self._context.events, dialog).emit(self._page.client_id())
