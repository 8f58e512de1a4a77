"""Who will come back: a model of visits and money, fitted on the shop's own past and checked on it.

buyers.py reads the histories (histories.py) of all buyers; fit.py and gamma_gamma.py find the parameters of visits and
of money, expected.py says what follows for each history, outcome.py for each buyer. holdout.py tries it on the past,
count.py does all of it for a day. refresh.py keeps it up to date, read.py, section.py and doubts.py tell what was kept;
asked.py is the command line's.
"""
