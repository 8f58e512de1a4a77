"""What goes with a product and what is a better version of it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.enums import LinkKind
from app.models.product import Product, ProductLink
from app.services.errors import InvalidValue, NotFound
from app.services.products.data import Link, LinkRow
from app.services.products.find import product_row


def links_of(session: Session, product_id: int) -> tuple[LinkRow, ...]:
    """Where the product leads to, by kind and name; archived products are not offered, so they are left out."""
    statement = (
        select(Product, ProductLink.kind)
        .join(ProductLink, ProductLink.other_id == Product.id)
        .where(ProductLink.product_id == product_id, Product.archived.is_(False))
        .order_by(ProductLink.kind.desc(), Product.name_key, Product.id)
    )
    return tuple(LinkRow(product_row(product), kind) for product, kind in session.execute(statement))


def set_links(session: Session, product_id: int, links: Iterable[Link]) -> None:
    """Make these the links of the product; those to archived products, which nobody saw, stay. A building block.

    Raises InvalidValue for a link of a product to itself or of an unknown kind, NotFound for an unknown product.
    """
    wanted = {(link.other_id, LinkKind(link.kind).value) for link in links}
    for other_id, _kind in wanted:
        other = session.get(Product, other_id)
        if other is None:
            raise NotFound(what="product", id=other_id)
        if other_id == product_id:
            raise InvalidValue(field="link", value=other.name)
    shown = {(row.product.id, row.kind) for row in links_of(session, product_id)}
    for other_id, kind in shown - wanted:
        session.delete(session.get_one(ProductLink, (product_id, other_id, kind)))
    for other_id, kind in sorted(wanted - shown):
        if session.get(ProductLink, (product_id, other_id, kind)) is None:
            session.add(ProductLink(product_id=product_id, other_id=other_id, kind=kind))
    session.flush()
