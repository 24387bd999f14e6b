"""VAT rates by country."""

RATES = {"BE": 21, "PT": 23}


def gross(net, country):
    return net * (1 + RATES.get(country) / 100)
