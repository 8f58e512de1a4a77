"""Moves what hangs on one product over to another, by set-based SQL that writes its own change log."""

from __future__ import annotations

from typing import Any

# Tables whose rows name a product -> whose card shows the change. Links and what is worked out are not among them.
NAMING = {
    "purchase_line": "NULL",
    "interest": "client_id",
    "service_case": "client_id",
    "entitlement": "client_id",
    "enquiry": "client_id",
}


def move_product(raw: Any, action_id: int, from_id: int, to_id: int) -> None:
    """Every row that names the one product names the other from here on; logged as the ORM logs it."""
    for table, client in NAMING.items():
        raw.execute(
            'INSERT INTO change (action_id, "table", row_id, client_id, before, after)'
            f" SELECT :action, '{table}', id, {client},"
            " json_object('product_id', :old), json_object('product_id', :new)"
            f' FROM "{table}" WHERE product_id = :old ORDER BY id',
            {"action": action_id, "old": from_id, "new": to_id},
        )
        raw.execute(f'UPDATE "{table}" SET product_id = ? WHERE product_id = ?', (to_id, from_id))
