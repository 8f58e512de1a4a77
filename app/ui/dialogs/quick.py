"""The quick dialogs: new client, new purchase, new task, new enquiry."""

from __future__ import annotations

from app.ui.dialogs.client_dialog import ClientDialog
from app.ui.dialogs.enquiries.dialog import EnquiryDialog
from app.ui.dialogs.sale import SaleDialog
from app.ui.dialogs.task_dialog import TaskDialog

# Name of the action in the top bar -> its dialog, made as Dialog(context, start, parent). `start` is the text typed in
# the search for a client, or the id of the client that the others are about (None for nobody).
DIALOGS = {"client": ClientDialog, "purchase": SaleDialog, "task": TaskDialog, "enquiry": EnquiryDialog}
