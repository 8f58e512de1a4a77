"""The kinds of reasons: what each finds in the shop's rows, what can be announced, what holds no more."""
