"""What happened, told to whoever shows it. Pages meet here and nowhere else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class AppEvents(QObject):
    """Lives in the GUI thread; emit from it only (the jobs and the database reach it through a queued signal).

    `changed(frozenset[Area])`: these kinds of things were written, here or by another process.
    `open_client(int)`: show the card of this client.
    `show_page(str)`: "today", "clients", "import", "settings".
    `show_setting(str)`: show Settings where the setting of this name stands.
    `show_batch(int, str)`: show the clients that this file of an import is about, and its name.
    `show_clients(Group, str)`: show the clients of this filter, and what they are called.
    `show_sales(int, str)`: show all purchases of this product, and its name.
    `show_tasks(client id | None)`: show what is to be done, of this client only.
    `ask_why(client id | None)`: show why a client is not on the list of today, or ask which client.
    `import_files(list[Path])`: these were dropped somewhere: show the import page with them.
    `toast(str, callable | None)`: say this at the bottom; with a callable there is Undo, called in the GUI thread.
    `offer(str, str, callable)`: say this at the bottom with a button called so, which calls the callable.
    `file_written(Path)`: a file was written for the owner; say where, and offer its folder.
    `working(str, callable)`: say how far a file is; the callable is Cancel. `work_over()`: it was cancelled or failed.
    `new_client(typed text)`, `new_purchase(client id | SaleStart | None)`, `new_task(client id | TaskData | None)`,
    `new_enquiry(client id | None)`: open the quick dialog.
    `show_guide(str)`: show the guide at a chapter, or at the one about the page of this key.
    `welcome()`: ask the questions of the first start.
    `window_action(str)`: the window shows what finds everything else, "keys" or "palette".
    `today_count(int)`: how many people Today shows, for the badges. `next_due(list[DueItem])`: the first of them.
    `notification_tested(list[str])`: what became of the test notification, in sentences.
    `paused(moment | None)`: until when reminders are paused, aware.
    `look_changed()`: the language or the theme is another one; the main window rebuilds its pages.
    """

    changed = Signal(object)
    open_client = Signal(object)
    show_page = Signal(str)
    show_setting = Signal(str)
    show_batch = Signal(int, str)
    show_clients = Signal(object, str)
    show_sales = Signal(int, str)
    show_tasks = Signal(object)
    ask_why = Signal(object)
    import_files = Signal(object)
    toast = Signal(str, object)
    offer = Signal(str, str, object)
    file_written = Signal(object)
    working = Signal(str, object)
    work_over = Signal()
    new_client = Signal(str)
    new_purchase = Signal(object)
    new_task = Signal(object)
    new_enquiry = Signal(object)
    show_guide = Signal(str)
    welcome = Signal()
    window_action = Signal(str)
    today_count = Signal(int)
    next_due = Signal(object)
    paused = Signal(object)
    notification_tested = Signal(object)
    look_changed = Signal()
