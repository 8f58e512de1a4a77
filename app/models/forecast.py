"""What a client is expected to buy: worked out from all receipts now and then, never typed; and the SQL for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.models.base import Base
from app.models.facts import with_receipts
from app.models.listing.value_order import read_ids

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

CLIENTS_READ = 10_000  # ids whose days are read at once; the text of one column takes numpy some milliseconds


class ClientForecast(Base):
    """The forecast of one buyer over the horizon of the last fit, which the setting `forecast` tells."""

    __tablename__ = "client_forecast"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    p_alive: Mapped[float | None]  # probability 0..1 to be a client still; None of those who came once
    purchases: Mapped[float]  # expected visits
    money: Mapped[int | None]  # expected net revenue, minor units; None where no value can be told
    at_risk: Mapped[int | None]  # what is lost if the client is gone: money * (1 - p) / p; of who came once too

    # Walked by Today: the lapsed of whom most is at risk.
    __table_args__ = (Index("ix_client_forecast_at_risk", "at_risk", sqlite_where=text("at_risk IS NOT NULL")),)


class Days(NamedTuple):
    """Days with receipts of clients, by client and day: client, day (julian), net sum in minor units, whether the sum
    is known, whether it was a visit (models/facts.py)."""

    client: Ints
    day: Ints
    sum: Ints
    known: Ints
    visit: Ints


class Expected(NamedTuple):
    """A row of ClientForecast."""

    client_id: int
    p_alive: float | None
    purchases: float
    money: int | None
    at_risk: int | None


# Sales of a day less what was brought back of them; a return without its sale lowers the money of its own day.
_DAYS = f"""{with_receipts("AND client_id BETWEEN :first AND :last", "AND day <= :until")},
dated AS (
    SELECT c.client_id, CAST(julianday(c.day) AS INTEGER) AS day,
        coalesce(sum(c.total + coalesce(r.total, 0)), 0) AS sum,
        NOT max(c.total IS NULL) AS known,
        max(c.total IS NULL) OR coalesce(sum(c.total + coalesce(r.total, 0)) FILTER (WHERE c.total > 0), 0) > 0 AS visit
    FROM counted c LEFT JOIN returned r ON r.id = c.id AND r.client_id = c.client_id
    WHERE c.return_of_id IS NULL GROUP BY c.client_id, c.day)
SELECT group_concat(client_id), group_concat(day), group_concat(sum), group_concat(known), group_concat(visit)
FROM dated"""
_LIVE = "SELECT id FROM client WHERE deleted_at IS NULL AND merged_into_id IS NULL"
_GONE = """SELECT (SELECT count(*) FROM client WHERE deleted_at IS NOT NULL)
    + (SELECT count(*) FROM client WHERE merged_into_id IS NOT NULL)"""
_BOUNDS = """SELECT (SELECT max(id) FROM client),
    (SELECT CAST(julianday(min(day)) AS INTEGER) FROM purchase WHERE deleted_at IS NULL AND client_id IS NOT NULL)"""
_KEEP = """INSERT INTO client_forecast (client_id, p_alive, purchases, money, at_risk)
    SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM client WHERE id = ?1)
    ON CONFLICT (client_id) DO UPDATE SET p_alive = excluded.p_alive, purchases = excluded.purchases,
    money = excluded.money, at_risk = excluded.at_risk"""


def live_clients(session: Session) -> Ints:
    """Ids of all clients who are neither in the trash nor merged into another, ascending; those without a visit too,
    for who has none now, having brought all back, may have had one on an earlier day."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    return np.sort(np.array(read_ids(raw, _LIVE), np.int64))


def gone_clients(session: Session) -> int:
    """How many are in the trash or merged into another: tells cheaply that buyers went or came back."""
    gone: int = session.execute(text(_GONE)).scalar_one()
    return gone


def first_day(session: Session) -> int | None:
    """The julian day of the first receipt of a client."""
    day: int | None = session.execute(text(_BOUNDS)).one()[1]
    return day


def read_days(session: Session, until: date, step: Callable[[int, int], object]) -> Iterator[Days]:
    """All days with receipts up to the end of a day, in blocks of clients; `step(done, total)` may raise."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    last = session.execute(text(_BOUNDS)).one()[0] or 0
    for first in range(0, last + 1, CLIENTS_READ):
        step(first, last + 1)
        asked = {"first": first, "last": first + CLIENTS_READ - 1, "until": until.isoformat()}
        row = raw.execute(_DAYS, asked).fetchone()
        yield Days(*(np.fromstring(part or "", np.int64, sep=",") for part in row))


def keep_forecasts(session: Session, rows: Sequence[Expected]) -> None:
    """Store the rows of these clients; of one who is gone by now nothing."""
    raw: Any = session.connection().connection.driver_connection
    raw.executemany(_KEEP, rows)


def drop_forecasts(session: Session, ids: Sequence[int]) -> None:
    """Forget the forecasts of these clients."""
    raw: Any = session.connection().connection.driver_connection
    raw.executemany("DELETE FROM client_forecast WHERE client_id = ?", [(client_id,) for client_id in ids])


def forecast_ids(session: Session) -> Ints:
    """Clients who have a forecast."""
    import numpy as np

    raw: Any = session.connection().connection.driver_connection
    return np.array(read_ids(raw, "SELECT client_id AS id FROM client_forecast"), np.int64)
