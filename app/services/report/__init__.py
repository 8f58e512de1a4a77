"""The numbers of the shop over a period; build.py makes the report of it all.

What all share: period.py (days, months, the period before), shop_days.py (what each client bought on each day),
goods.py (what was sold by hour and line by line). Figures: money.py, retention.py and gaps.py count, counted.py holds a
period counted, measures.py says which figure is made of what, behind.py which clients stand behind it, figures.py what
a figure is. Sections beside them, one module each: cohorts, sources, products, season, returned, reminders, enquiries,
nps, before_after; sections.py reads them together.
"""
