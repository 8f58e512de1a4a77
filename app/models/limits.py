"""After how many days of silence a client counts as lapsed: what the rule of the lapsed says, and the medians that
stand in for a rhythm that nobody knows yet.

Limit = factor x own rhythm, else factor x the median gap of the category last bought, else factor x the shop's median
gap, held between floor and ceiling; 365 days where nothing is known. The three are parameters of the owner's rule, read
by the statements themselves, so that a sale, an import and an undo all go by the same.

In a shop of more than 200,000 clients the medians are taken of every second, third... client: of a median of a million
gaps that changes nothing that could be told, and the daily roll stays short.
"""

from __future__ import annotations

from app.models.rule_params import LapsedParams

NOTHING_KNOWN = 365
MEDIANS_OF = 200_000  # clients that are enough to tell the medians

# Which clients the medians are taken of.
SAMPLED = f"AND client_id % (SELECT max(1, coalesce(max(id), 0) / {MEDIANS_OF}) FROM main.client) = 0"

# Without categories no line has to be looked at.
ANY_CATEGORY = "EXISTS (SELECT 1 FROM product WHERE category <> '')"

# The median of gaps that were counted by length, as up_to (so many are as long or shorter) of all gaps.
MEDIAN_OF_COUNTS = """(min(days) FILTER (WHERE up_to >= (gaps + 1) / 2)
           + min(days) FILTER (WHERE up_to >= (gaps + 2) / 2)) / 2.0"""

# Medians of all gaps in the shop and of the gaps between days with the same category, from counts by length of the gap.
MEDIANS = f"""
category_gap AS (
    SELECT product.category, CAST(julianday(c.day) - lag(julianday(c.day))
           OVER (PARTITION BY c.client_id, product.category ORDER BY c.day) AS INTEGER) AS days
    FROM counted c CROSS JOIN purchase_line l ON l.purchase_id = c.id CROSS JOIN product ON product.id = l.product_id
    WHERE product.category <> '' AND {ANY_CATEGORY} AND (c.total > 0 OR c.total IS NULL) {SAMPLED}),
counts AS (
    SELECT '' AS category, CAST(days AS INTEGER) AS days, count(*) AS n FROM gap WHERE days > 0 {SAMPLED} GROUP BY 2
    UNION ALL SELECT category, days, count(*) FROM category_gap WHERE days > 0 GROUP BY category, days),
summed AS (
    SELECT category, days, sum(n) OVER (PARTITION BY category ORDER BY days) AS up_to,
           sum(n) OVER (PARTITION BY category) AS gaps FROM counts),
cadence_now AS (
    SELECT category, gaps, {MEDIAN_OF_COUNTS} AS median_days FROM summed GROUP BY category)"""


def _tuned(name: str) -> str:
    """A parameter of the owner's rule, as it is by default where it was never saved."""
    rule = f"SELECT json_extract(params, '$.{name}') FROM reminder_rule WHERE kind = 'lapsed' ORDER BY id LIMIT 1"
    return f"coalesce(({rule}), {getattr(LapsedParams(), name)})"


FACTOR, FLOOR, CEILING = _tuned("factor"), _tuned("floor_days"), _tuned("ceiling_days")


def limit(
    *,
    visits: str = "visits",
    rhythm: str = "rhythm_days",
    category: str = "last_category",
    cadence: str = "cadence",
) -> str:
    """The limit in days as an expression over these columns and the table of medians; NULL without visits."""
    return f"""CASE WHEN {visits} = 0 THEN NULL ELSE CAST(min(max(coalesce(
    {FACTOR} * {rhythm},
    {FACTOR} * (SELECT median_days FROM {cadence} k WHERE k.category = {category} AND k.category <> ''),
    {FACTOR} * (SELECT median_days FROM {cadence} k WHERE k.category = ''),
    {NOTHING_KNOWN}), {FLOOR}), {CEILING}) + 0.5 AS INTEGER) END"""
