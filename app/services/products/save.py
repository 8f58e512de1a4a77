"""Write the catalogue: a new product, a changed one, archived or back, in stock or out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from app.models.audit import Change
from app.models.changelog import begin_action
from app.models.database import Database
from app.models.enums import Area, EntitlementKind, ProductKind, TermUnit
from app.models.facts import refresh_facts
from app.models.listing.products import last_bought_by
from app.models.occasions import refresh_buyers_of
from app.models.product import Product
from app.models.search import fold
from app.services.aftersale.terms import is_term
from app.services.errors import EditConflict, InvalidValue, NotFound
from app.services.products.data import ProductData
from app.services.products.links import set_links
from app.services.settings import get_settings

LARGEST_PRICE = 10**12  # minor units
LONGEST_REPLENISH = 36_600  # days
_TEXTS = ("sku", "barcode", "category", "unit")
BLOCK = 500  # products between two reports
Report = Callable[[int, int], None]


def _quiet(_done: int, _total: int) -> None:
    pass


def save_product(
    db: Database, data: ProductData, now: datetime, product_id: int | None = None, version: int | None = None
) -> int:
    """Add a product, or change one that was read with `version`; returns its id. A new price is dated today.

    Clients whose last purchase it was have its new category in their facts. Raises InvalidValue, NotFound and
    EditConflict.
    """
    _check(data)
    today = get_settings(db).local(now).date()
    with db.write(Area.PRODUCTS, Area.CLIENTS) as session:
        product = _to_save(session, product_id, version)
        _refuse_taken(session, data, product_id)
        begin_action(session, "add_product" if product_id is None else "edit_product", now)
        moved = product_id is not None and product.category != _plain(data.category)
        lasts = product.replenish_days
        _fill(product, data, today)
        session.add(product)
        session.flush()
        if data.links is not None:
            set_links(session, product.id, data.links)
        if moved:
            refresh_facts(session, last_bought_by(session, [product.id]))
        if product_id is not None and (moved or lasts != product.replenish_days):
            refresh_buyers_of(session, [product.id])
        return product.id


def archive_products(db: Database, ids: Sequence[int], archived: bool, now: datetime, report: Report = _quiet) -> int:
    """Take products out of use, or back into it, as one action; returns the action to undo.

    Raises NotFound where none of them changes; `report(done, of all)` may raise Cancelled, and nothing was changed
    then.
    """

    def change(product: Product) -> bool:
        differs = product.archived != archived
        product.archived = archived
        return differs

    return _change(db, "archive_products" if archived else "unarchive_products", ids, change, now, report)


def set_in_stock(
    db: Database, ids: int | Sequence[int], in_stock: bool, now: datetime, today: date, report: Report = _quiet
) -> int:
    """Products are back in stock, which dates them `today`, or have run out; returns the action to undo.

    A service cannot run out. Raises NotFound where none of them changes; `report` as in `archive_products`.
    """

    def change(product: Product) -> bool:
        if product.in_stock == in_stock or product.kind == ProductKind.SERVICE:
            return False
        product.in_stock = in_stock
        product.back_day = today if in_stock else product.back_day
        return True

    listed = [ids] if isinstance(ids, int) else ids
    return _change(db, "back_in_stock" if in_stock else "out_of_stock", listed, change, now, report)


def count_changed(db: Database, action_id: int) -> int:
    """How many products an action has changed: fewer than it was asked for where some were so already."""
    with db.read() as session:
        changed = select(func.count(distinct(Change.row_id))).where(
            Change.action_id == action_id, Change.table == Product.__tablename__
        )
        return session.scalar(changed) or 0


def set_category(db: Database, ids: Sequence[int], category: str, now: datetime, report: Report = _quiet) -> int:
    """Put products into a category, or into none by ""; returns the action to undo.

    Clients whose last purchase one of them was have it in their facts. Raises NotFound where none of them changes;
    `report` as in `archive_products`.
    """
    plain = _plain(category)

    def change(product: Product) -> bool:
        differs = product.category != plain
        product.category = plain
        return differs

    def follow(session: Session) -> None:
        refresh_facts(session, last_bought_by(session, ids))
        refresh_buyers_of(session, ids)

    return _change(db, "set_category", ids, change, now, report, follow)


def _change(
    db: Database,
    kind: str,
    ids: Sequence[int],
    change: Callable[[Product], bool],
    now: datetime,
    report: Report,
    follow: Callable[[Session], object] | None = None,
) -> int:
    """Change the products block by block; `follow` brings what hangs on them up to date."""
    areas = (Area.PRODUCTS,) if follow is None else (Area.PRODUCTS, Area.CLIENTS)
    with db.write(*areas) as session:
        action_id, changed = begin_action(session, kind, now), 0
        for start in range(0, len(ids), BLOCK):
            report(start, len(ids))
            for product in session.scalars(select(Product).where(Product.id.in_(ids[start : start + BLOCK]))):
                if change(product):
                    product.version += 1
                    changed += 1
            session.flush()
        if not changed:
            raise NotFound(what="product", id=ids[0] if ids else "")
        if follow is not None:
            follow(session)
        return action_id


def _to_save(session: Session, product_id: int | None, version: int | None) -> Product:
    if product_id is None:
        return Product(version=1, in_stock=True, archived=False)
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(what="product", id=product_id)
    if product.version != version:
        raise EditConflict(what="product", id=product_id)
    product.version += 1
    return product


def _refuse_taken(session: Session, data: ProductData, product_id: int | None) -> None:
    """A barcode is one product's: the scanner could not tell two apart. Archived ones keep theirs to themselves."""
    barcode = _plain(data.barcode)
    taken = select(Product.name).where(
        Product.barcode == barcode, Product.archived.is_(False), Product.id != (product_id or 0)
    )
    name = session.scalar(taken.limit(1)) if barcode else None
    if name is not None:
        raise InvalidValue(field="barcode", value=barcode, why="taken", name=name)


def _check(data: ProductData) -> None:
    if not fold(data.name):
        raise InvalidValue(field="product", value=data.name)
    if data.kind not in tuple(ProductKind):
        raise InvalidValue(field="kind", value=data.kind)
    for field in ("price", "cost"):
        amount = getattr(data, field)
        if amount is not None and not 0 <= amount <= LARGEST_PRICE:
            raise InvalidValue(field=field, value=str(amount))
    if data.replenish_days is not None and not 1 <= data.replenish_days <= LONGEST_REPLENISH:
        raise InvalidValue(field="replenish_days", value=str(data.replenish_days))
    if data.carries is not None:
        _check_carried(data)


def _check_carried(data: ProductData) -> None:
    if data.carries not in tuple(EntitlementKind):
        raise InvalidValue(field="carries", value=str(data.carries))
    if data.carries_unit not in tuple(TermUnit):
        raise InvalidValue(field="carries_unit", value=data.carries_unit or "")
    if not is_term(data.carries_count or 0, TermUnit(data.carries_unit)):
        raise InvalidValue(field="carries_count", value=str(data.carries_count or ""))


def _fill(product: Product, data: ProductData, today: date) -> None:
    product.name, product.name_key = _plain(data.name), fold(data.name)
    product.kind = data.kind
    for name in _TEXTS:
        setattr(product, name, _plain(getattr(data, name)))
    if product.price != data.price:
        product.price, product.price_day = data.price, today
    product.cost, product.replenish_days = data.cost, data.replenish_days
    product.carries = data.carries
    product.carries_count = data.carries_count if data.carries else None
    product.carries_unit = data.carries_unit if data.carries else None
    product.note = data.note.strip()
    if data.kind == ProductKind.SERVICE:
        product.in_stock = True


def _plain(text: str) -> str:
    return " ".join(text.split())
