"""The statements behind models/occasions.py: what the receipts and the log say under each rule, into
`temp.occasion_now`.

Each has two ways to the same rows: from few clients (`temp.touched`) to their receipts, or from the products of the
rules to all receipts with them. `until` cuts off what came after the day :as_of.
"""

from __future__ import annotations

from enum import Enum
from functools import cache

from app.models.interaction import SPOKEN

TABLES = (
    "occasion_rule (id INTEGER PRIMARY KEY, kind TEXT, product_id INTEGER, category TEXT, every_product INTEGER,"
    " target_id INTEGER, cycle_days INTEGER, every_months INTEGER, by_quantity INTEGER, own_rhythm INTEGER,"
    " lead_days INTEGER, last_days INTEGER)",
    "occasion_now (rule_id INTEGER, client_id INTEGER, base_day TEXT, kind TEXT, due_day TEXT, last_day TEXT,"
    " cycle_days INTEGER, own_rhythm INTEGER, bought_id INTEGER, product_id INTEGER, purchase_id INTEGER,"
    " PRIMARY KEY (rule_id, client_id, base_day)) WITHOUT ROWID",
    "occasion_asked (client_id INTEGER, day TEXT, purchase_id INTEGER, PRIMARY KEY (client_id, day)) WITHOUT ROWID",
    "occasion_member (rule_id INTEGER, client_id INTEGER, PRIMARY KEY (rule_id, client_id)) WITHOUT ROWID",
)
LONGEST_CYCLE = 3650  # days; what is bought by the sack is not counted in centuries


class Way(Enum):
    """Whose receipts are read: of a few, of many of the clients in temp.touched, or of all."""

    FEW = "few"
    MANY = "many"
    ALL = "all"


_DONE = "{p}.status = 'done' AND {p}.deleted_at IS NULL{until}"
_TRIGGER = (
    "(g.id IS r.product_id OR (r.category <> '' AND g.category = r.category)"
    " OR (r.every_product AND coalesce(g.replenish_days, 0) > 0))"
)
_TARGET = f"(CASE WHEN r.target_id IS NULL THEN {_TRIGGER} ELSE g.id = r.target_id END)"


def _done(p: str, until: bool) -> str:
    return _DONE.format(p=p, until=f" AND {p}.day <= :as_of" if until else "")


def _net(until: bool) -> str:
    """What a receipt `p` came to, less what its client gave back of it."""
    return (
        "(p.total + coalesce((SELECT sum(b.total) FROM purchase b WHERE b.return_of_id = p.id"
        f" AND b.client_id = p.client_id AND {_done('b', until)}), 0))"
    )


def _counted(until: bool) -> str:
    """Receipts `p` that count: done, no return, worth something or of an unknown sum, not taken back as a whole."""
    return (
        f"{_done('p', until)} AND p.return_of_id IS NULL AND (p.total IS NULL OR (p.total > 0 AND {_net(until)} > 0))"
    )


def _whose(way: Way) -> str:
    if way is Way.MANY:
        return " AND p.client_id IN (SELECT id FROM temp.touched)"
    return " AND p.client_id IS NOT NULL" if way is Way.ALL else ""


def _lines(way: Way, until: bool) -> str:
    """Lines of sales and, on the day of their sale, lines that came back, of products that a rule is about."""
    columns = (
        f"SELECT r.id AS rule_id, CASE WHEN r.every_product THEN g.id ELSE 0 END AS thing, p.client_id, p.day,"
        f" l.product_id, {_TRIGGER} AS is_trigger, {_TARGET} AS is_target, l.quantity"
    )
    about = f"({_TRIGGER} OR {_TARGET}) AND {_counted(until)}"
    if way is Way.FEW:
        sold = (
            "temp.touched t CROSS JOIN purchase p ON p.client_id = t.id CROSS JOIN purchase_line l"
            " ON l.purchase_id = p.id CROSS JOIN product g ON g.id = l.product_id CROSS JOIN temp.occasion_rule r"
        )
        returned = "temp.touched t CROSS JOIN purchase b ON b.client_id = t.id AND b.return_of_id IS NOT NULL"
    else:
        sold = (
            "product g CROSS JOIN temp.occasion_rule r CROSS JOIN purchase_line l ON l.product_id = g.id"
            " CROSS JOIN purchase p ON p.id = l.purchase_id"
        )
        returned = "purchase b INDEXED BY ix_purchase_return_of_id"
    return (
        f"{columns}, CASE WHEN l.quantity > 0 THEN l.id END AS line_id FROM {sold} WHERE {about}{_whose(way)}"
        f" UNION ALL {columns}, NULL FROM {returned} CROSS JOIN purchase p ON p.id = b.return_of_id"
        " AND p.client_id = b.client_id CROSS JOIN purchase_line l ON l.purchase_id = b.id"
        " CROSS JOIN product g ON g.id = l.product_id CROSS JOIN temp.occasion_rule r"
        f" WHERE b.return_of_id IS NOT NULL AND {_done('b', until)} AND {about}{_whose(way)}"
    )


_CYCLE = f"""CASE WHEN o.days IS NOT NULL THEN CAST(o.days + 0.5 AS INTEGER)
    ELSE min({LONGEST_CYCLE}, max(1, CASE WHEN r.by_quantity THEN (u.days * f.quantity + 500) / 1000 ELSE u.days END))
    END"""
# So many months later, on the last day of the month where that has no such day.
_MONTHS_LATER = (
    "min(date(f.base_day, '+' || r.every_months || ' months'),"
    " date(f.base_day, 'start of month', '+' || (r.every_months + 1) || ' months', '-1 day'))"
)
_NOW_COLUMNS = (
    "rule_id, client_id, base_day, kind, due_day, last_day, cycle_days, own_rhythm, bought_id, product_id, purchase_id"
)


@cache
def bought(way: Way, until: bool) -> str:
    """Replenishment and service, of all rules in temp.occasion_rule at once."""
    return f"""
WITH line AS ({_lines(way, until)}),
kept AS (
    SELECT rule_id, thing, client_id, day, is_trigger, is_target, sum(quantity) AS quantity, max(line_id) AS line_id
    FROM line GROUP BY rule_id, thing, client_id, day, product_id HAVING sum(quantity) > 0),
daily AS MATERIALIZED (
    SELECT rule_id, thing, client_id, day, max(is_trigger) AS is_trigger, max(is_target) AS is_target,
        coalesce(sum(quantity) FILTER (WHERE is_target), sum(quantity)) AS quantity,
        coalesce(max(line_id) FILTER (WHERE is_target), max(line_id)) AS line_id
    FROM kept GROUP BY rule_id, thing, client_id, day),
latest AS (
    SELECT rule_id, thing, client_id, max(day) AS base_day, quantity, line_id FROM daily
    GROUP BY rule_id, thing, client_id HAVING sum(is_trigger) > 0),
gap AS (
    SELECT rule_id, thing, client_id,
        julianday(day) - lag(julianday(day)) OVER (PARTITION BY rule_id, thing, client_id ORDER BY day) AS days
    FROM daily WHERE is_target AND rule_id IN (SELECT id FROM temp.occasion_rule WHERE own_rhythm)),
ranked AS (
    SELECT rule_id, thing, client_id, days,
        row_number() OVER (PARTITION BY rule_id, thing, client_id ORDER BY days) AS place,
        count(*) OVER (PARTITION BY rule_id, thing, client_id) AS gaps
    FROM gap WHERE days IS NOT NULL),
own AS (
    SELECT rule_id, thing, client_id, avg(days) AS days FROM ranked
    WHERE gaps >= 2 AND place IN ((gaps + 1) / 2, (gaps + 2) / 2) GROUP BY rule_id, thing, client_id),
usual AS (
    SELECT r.id AS rule_id, 0 AS thing, r.cycle_days AS days FROM temp.occasion_rule r WHERE NOT r.every_product
    UNION ALL SELECT r.id, g.id, g.replenish_days FROM temp.occasion_rule r, product g
    WHERE r.every_product AND g.replenish_days > 0),
counted AS (
    SELECT f.*, r.kind, r.target_id, r.last_days, o.days IS NOT NULL AS own_rhythm,
        CASE WHEN r.kind = 'service' THEN CAST(julianday({_MONTHS_LATER}) - julianday(f.base_day) AS INTEGER)
            ELSE {_CYCLE} END AS cycle, r.lead_days
    FROM latest f JOIN temp.occasion_rule r ON r.id = f.rule_id
    JOIN usual u ON u.rule_id = f.rule_id AND u.thing = f.thing
    LEFT JOIN own o ON o.rule_id = f.rule_id AND o.thing = f.thing AND o.client_id = f.client_id),
due AS (
    SELECT *, date(base_day, '+' || (cycle - min(lead_days, cycle / 2)) || ' days') AS due_day FROM counted)
INSERT INTO temp.occasion_now ({_NOW_COLUMNS})
SELECT d.rule_id, d.client_id, d.base_day, d.kind, d.due_day, date(d.due_day, '+' || d.last_days || ' days'), d.cycle,
    d.own_rhythm, l.product_id, coalesce(d.target_id, l.product_id), l.purchase_id
FROM due d CROSS JOIN purchase_line l ON l.id = d.line_id WHERE true
ON CONFLICT DO UPDATE SET due_day = excluded.due_day, last_day = excluded.last_day, cycle_days = excluded.cycle_days,
    own_rhythm = excluded.own_rhythm, bought_id = excluded.bought_id, product_id = excluded.product_id,
    purchase_id = excluded.purchase_id
WHERE (excluded.due_day, excluded.bought_id) < (due_day, bought_id)"""


@cache
def asked(way: Way, until: bool, of_product: bool) -> str:
    """Days on which a client bought what a feedback rule asks about, with the last such receipt of the day.

    Asks for :product_id (or NULL), :category and :min_sum.
    """
    wanted = "(g.id IS :product_id OR (:product_id IS NULL AND g.category = :category))"
    returned = (
        "(SELECT sum(x.quantity) FROM purchase b CROSS JOIN purchase_line x ON x.purchase_id = b.id"
        f" WHERE b.return_of_id = p.id AND b.client_id = p.client_id AND {_done('b', until)}"
        " AND x.product_id = l.product_id)"
    )
    has_product = (
        " AND EXISTS (SELECT 1 FROM purchase_line l CROSS JOIN product g ON g.id = l.product_id"
        f" WHERE l.purchase_id = p.id AND {wanted} GROUP BY l.product_id"
        f" HAVING sum(l.quantity) + coalesce({returned}, 0) > 0)"
    )
    source = "purchase p"
    if way is Way.FEW:
        source = "temp.touched t CROSS JOIN purchase p ON p.client_id = t.id"
    elif of_product:
        source = (
            "(SELECT DISTINCT l.purchase_id AS id FROM product g CROSS JOIN purchase_line l ON l.product_id = g.id"
            f" WHERE {wanted}) s CROSS JOIN purchase p ON p.id = s.id"
        )
    return (
        "INSERT INTO temp.occasion_asked (client_id, day, purchase_id) SELECT p.client_id, p.day, max(p.id)"
        f" FROM {source} WHERE {_counted(until)} AND (:min_sum = 0 OR {_net(until)} >= :min_sum)"
        f"{has_product if of_product else ''}{_whose(way)} GROUP BY p.client_id, p.day"
    )


# The first day, or else each that comes :again_days after the last one that was asked about.
_FIRST = "SELECT client_id, min(day) AS day FROM temp.occasion_asked GROUP BY client_id"
_CHAIN = f"""
    WITH RECURSIVE chain (client_id, day) AS (
        {_FIRST} UNION ALL
        SELECT c.client_id, (SELECT min(a.day) FROM temp.occasion_asked a WHERE a.client_id = c.client_id
            AND a.day >= date(c.day, '+' || :again_days || ' days'))
        FROM chain c WHERE c.day IS NOT NULL)
    SELECT client_id, max(day) AS day FROM chain GROUP BY client_id"""


@cache
def thanked(first_only: bool) -> str:
    """Feedback of one rule out of temp.occasion_asked. Asks for :rule_id, :after_days, :last_days, :again_days."""
    due = "date(a.day, '+' || :after_days || ' days')"
    return (
        f"INSERT INTO temp.occasion_now ({_NOW_COLUMNS})"
        f" SELECT :rule_id, a.client_id, a.day, 'feedback', {due}, date({due}, '+' || :last_days || ' days'),"
        f" NULL, 0, NULL, NULL, a.purchase_id FROM ({_FIRST if first_only else _CHAIN}) c"
        " CROSS JOIN temp.occasion_asked a ON a.client_id = c.client_id AND a.day = c.day"
    )


@cache
def in_touch(way: Way, of_view: bool, members_told: bool, facts: str = "") -> str:
    """Staying in touch, of one rule. Asks for :rule_id, :days, :last_days; with `facts` (facts.with_facts_as_of) also
    for :as_of and :until, the moment at which that day ends.

    Members of a saved list are in temp.occasion_member where they are told, else those who have a row already.
    """
    until = " AND x.at < :until" if facts else ""
    contact = f"(SELECT local_day(max(x.at)) FROM interaction x WHERE x.client_id = c.id AND {SPOKEN}{until})"
    visit = "(SELECT f.last_visit FROM fact_then f WHERE f.client_id = c.id)" if facts else "c.last_visit"
    source, where = "client c", "c.contact_days > 0"
    if way is not Way.ALL:
        source = "temp.touched t CROSS JOIN client c ON c.id = t.id"
    if of_view and members_told:
        where = "EXISTS (SELECT 1 FROM temp.occasion_member m WHERE m.rule_id = :rule_id AND m.client_id = c.id)"
        if way is Way.ALL:
            source, where = "temp.occasion_member m CROSS JOIN client c ON c.id = m.client_id", "m.rule_id = :rule_id"
    elif of_view:
        where = "EXISTS (SELECT 1 FROM occasion o WHERE o.rule_id = :rule_id AND o.client_id = c.id)"
    days = ":days" if of_view else "c.contact_days"
    there = " AND c.created_at < :until" if facts else ""
    return f"""{facts if facts else "WITH"}{", " if facts else ""} last AS (
    SELECT c.id AS client_id, {days} AS days, c.created_at, max(coalesce({visit}, ''), coalesce({contact}, '')) AS day
    FROM {source} WHERE {where}{there}),
base AS (SELECT client_id, days, CASE day WHEN '' THEN local_day(created_at) ELSE day END AS day FROM last),
due AS (SELECT *, date(day, '+' || days || ' days') AS due_day FROM base)
INSERT INTO temp.occasion_now ({_NOW_COLUMNS})
SELECT :rule_id, client_id, day, 'cadence', due_day, date(due_day, '+' || :last_days || ' days'), days, 0,
    NULL, NULL, NULL FROM due WHERE due_day IS NOT NULL"""


_SAME = "n.rule_id = occasion.rule_id AND n.client_id = occasion.client_id AND n.base_day = occasion.base_day"
_TOLD = "due_day, last_day, cycle_days, own_rhythm, bought_id, product_id, purchase_id"

GONE = f"DELETE FROM occasion WHERE {{scope}} AND NOT EXISTS (SELECT 1 FROM temp.occasion_now n WHERE {_SAME})"
COME = f"""
INSERT INTO occasion ({_NOW_COLUMNS}, alert_day) SELECT {_NOW_COLUMNS}, due_day FROM temp.occasion_now WHERE true
ON CONFLICT (rule_id, client_id, base_day) DO UPDATE SET
    alert_day = CASE WHEN due_day = excluded.due_day THEN alert_day ELSE excluded.due_day END,
    {", ".join(f"{column} = excluded.{column}" for column in _TOLD.split(", "))}
WHERE {" OR ".join(f"occasion.{column} IS NOT excluded.{column}" for column in _TOLD.split(", "))}"""
DIFFERING = f"""
SELECT client_id FROM (
    SELECT {_NOW_COLUMNS} FROM temp.occasion_now EXCEPT
    SELECT {_NOW_COLUMNS} FROM occasion WHERE rule_id IN ({{rules}}))
UNION SELECT client_id FROM occasion WHERE rule_id IN ({{rules}})
    AND NOT EXISTS (SELECT 1 FROM temp.occasion_now n WHERE {_SAME})"""

# As many as :most lines of products that a rule is about.
LINES_OF_RULES = f"""
SELECT count(*) FROM (
    SELECT 1 FROM product g CROSS JOIN temp.occasion_rule r CROSS JOIN purchase_line l ON l.product_id = g.id
    WHERE {_TRIGGER} OR {_TARGET} LIMIT ?)"""
ANYBODY_TO_STAY_IN_TOUCH_WITH = (
    "SELECT 1 FROM client INDEXED BY ix_client_contact_days WHERE contact_days IS NOT NULL LIMIT 1"
)
