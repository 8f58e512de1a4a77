"""Groups of clients by recency and frequency, their rhythm, and how both move.

settings.py is what the owner has set, scale.py makes of it the edges of the scores on a day; models/segments.py has the
groups as SQL. map.py counts them, movements.py and history.py tell how clients moved between them, scored.py and
of_client.py which one a client is in, rhythm.py how the own rhythm goes. compare.py is about who comes back at all.
"""
