"""The sample shop from the window: made with progress and Cancel, and cleared when the owner begins for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n import _
from app.ui.background import Report
from app.ui.context import AppContext
from app.ui.following import follow
from app.wording.counts import clients_count, receipts_count

if TYPE_CHECKING:
    from app.services.demo import DemoShop
    from app.services.sample_shop import SampleShop


def make_sample(context: AppContext) -> None:
    """Fill the empty shop in the writer lane; the pages fill when it is there, and it is told how to clear it."""

    def work(report: Report) -> DemoShop:
        from app.services.demo import make_demo
        from app.services.errors import ShopNotEmpty
        from app.services.first_start import has_nothing

        if not has_nothing(context.db):
            raise ShopNotEmpty
        return make_demo(context.db, context.today(), context.now(), report)

    def done(_shop: DemoShop) -> None:
        context.events.work_over.emit()
        said = _("The sample shop is ready: try anything on it. Settings clear it when you begin for real.")
        context.events.offer.emit(said, _("Settings"), lambda: context.events.show_setting.emit("sample"))

    follow(context, work, _("Making the sample shop"), done)


def ask_to_clear(context: AppContext, sample: SampleShop) -> None:
    """Clear the sample if the owner means it; says what of their own goes with it."""
    from app.wording.tasks import tasks_count  # not needed for the first page

    more = _("The sample’s clients, purchases and tasks go. Your settings and staff stay, and a copy is kept.")
    if sample.own:
        own = ", ".join(
            words(n)
            for words, n in (
                (clients_count, sample.clients),
                (receipts_count, sample.purchases),
                (tasks_count, sample.tasks),
            )
            if n
        )
        more += "\n\n" + _("What you have added yourself goes too: {own}.").format(own=own)
    question = _("Clear the sample shop and begin for real?")
    context.messages.ask(question, _("Clear and begin"), lambda: clear(context), more=more, careful=bool(sample.own))


def clear(context: AppContext) -> None:
    """Copy the file, empty the shop, and show Today, where to begin."""

    def work(_report: Report) -> str:
        from app.services.sample_shop import clear_sample

        return clear_sample(context.db, context.now()).file.name

    def done(file: str) -> None:
        context.events.show_page.emit("today")
        context.events.toast.emit(_("The shop is yours and empty. The copy of before: {file}").format(file=file), None)

    context.jobs.run(work, on_done=done, lane="write")
