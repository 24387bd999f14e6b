"""Makes a Prefect server call Pipeline Debugger for every flow run that fails or crashes. Standard library only.

    PIPELINE_DEBUGGER_URL=… PIPELINE_DEBUGGER_SECRET=… PREFECT_API_URL=http://127.0.0.1:4200/api python3 connect.py

Stores the URL and the secret in a Webhook block and creates the automation of automation.json, which lies beside this
file. Running it again replaces both. PREFECT_API_KEY (Cloud) or PREFECT_API_AUTH_STRING (self-hosted) is used if set.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request

BLOCK_NAME = "pipeline-debugger"


def call(method, path, body=None):
    headers = {"content-type": "application/json", "accept": "application/json"}
    if os.environ.get("PREFECT_API_KEY"):
        headers["authorization"] = "Bearer " + os.environ["PREFECT_API_KEY"]
    elif os.environ.get("PREFECT_API_AUTH_STRING"):
        pair = base64.b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode("utf-8")).decode("ascii")
        headers["authorization"] = "Basic " + pair
    data = None if body is None else json.dumps(body).encode("utf-8")
    url = os.environ["PREFECT_API_URL"].rstrip("/") + path
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=30) as answer:
            text = answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        sys.exit("Prefect answered %s %s with %s: %s" % (method, path, error.code, error.read(500).decode("utf-8", "replace")))
    except urllib.error.URLError as error:
        sys.exit("Prefect cannot be reached at %s: %s" % (url, error.reason))
    return json.loads(text) if text else None


def store_block(webhook_url, secret):
    """The Webhook block that holds the address and the secret; answers its id."""
    kind = call("GET", "/block_types/slug/webhook")
    if kind is None:
        sys.exit("This Prefect server has no Webhook block type: it must be 3.x.")
    schemas = call("POST", "/block_schemas/filter", {"block_schemas": {"block_type_id": {"any_": [kind["id"]]}}})
    data = {
        "method": "POST",
        "url": webhook_url,
        "headers": {"content-type": "application/json", "x-webhook-secret": secret},
        "allow_private_urls": True,
    }
    known = call("GET", "/block_types/slug/webhook/block_documents/name/" + BLOCK_NAME)
    if known is not None:
        call("PATCH", "/block_documents/" + known["id"], {"data": data, "merge_existing_data": False})
        return known["id"]
    block = {"name": BLOCK_NAME, "block_type_id": kind["id"], "block_schema_id": schemas[0]["id"], "data": data}
    return call("POST", "/block_documents/", block)["id"]


def store_automation(block_id):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "automation.json")) as file:
        automation = json.load(file)
    for action in automation["actions"]:
        action["block_document_id"] = block_id
    same_name = {"automations": {"name": {"any_": [automation["name"]]}}}
    for known in call("POST", "/automations/filter", same_name) or []:
        call("DELETE", "/automations/" + known["id"])
    return call("POST", "/automations/", automation)["id"]


def main():
    missing = [
        name
        for name in ("PIPELINE_DEBUGGER_URL", "PIPELINE_DEBUGGER_SECRET", "PREFECT_API_URL")
        if not os.environ.get(name)
    ]
    if missing:
        sys.exit("Set " + ", ".join(missing) + " first.")
    block_id = store_block(os.environ["PIPELINE_DEBUGGER_URL"], os.environ["PIPELINE_DEBUGGER_SECRET"])
    automation_id = store_automation(block_id)
    print("Prefect now reports failed and crashed flow runs (automation %s)." % automation_id)


if __name__ == "__main__":
    main()
