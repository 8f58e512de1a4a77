"""Who will come back: a model of visits and money, fitted on the shop's own past and checked on it."""
