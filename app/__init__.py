"""Regulars: a desktop CRM that brings a small shop's clients back."""

import os

__version__ = "0.1.0"

# Threads of numpy's linear algebra wait by spinning: on a busy computer one takes a tenth of the time of two.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
