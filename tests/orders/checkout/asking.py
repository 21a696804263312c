"""How tests ask the API for quotes and orders."""

QUOTES, ORDERS = "/api/v1/checkout/quotes/", "/api/v1/orders/"
CONTACT = {"name": "Wen Li", "phone": "138 0013 8000"}
ADDRESS = {"province": "Shanghai", "city": "Shanghai", "district": "Huangpu", "street": "88 Huaihai Road"}
SENT = {"way": "ship", "contact": CONTACT, "address": ADDRESS}


def ask(client, path, data, held, key=""):
    headers = held | ({"Idempotency-Key": key} if key else {})
    return client.post(path, data, content_type="application/json", headers=headers)


def accepted(client, held, data=SENT):
    told = ask(client, QUOTES, data, held).json()
    assert told["is_complete"], told["missing"]
    return data | {"accepted": told["accepted"]}


def pointers(answer):
    return sorted(flaw["pointer"] for flaw in answer.json()["errors"])
