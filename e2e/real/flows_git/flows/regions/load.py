"""Loads the stores of a region."""

STORES = {"north": [{"store": 1, "open": "08:00"}], "south": [{"store": 2, "open": None}]}


def load_region(region):
    return [int(store["open"].split(":")[0]) for store in STORES[region]]
