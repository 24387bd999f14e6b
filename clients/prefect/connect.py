"""Makes a Prefect server call Pipeline Debugger for every flow run that fails or crashes. Standard library only.

    PIPELINE_DEBUGGER_SECRET=… PREFECT_API_URL=http://127.0.0.1:4200/api python3 connect.py

Stores the webhook URL and the secret in a Webhook block and creates the automation. Running it again replaces both.
PREFECT_API_KEY (Cloud) or PREFECT_API_AUTH_STRING (self-hosted) is used if set.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.request
import uuid

# The Setup page fills in both; otherwise the URL is read from the environment and the automation from automation.json.
WEBHOOK_URL = os.environ.get("PIPELINE_DEBUGGER_URL", "")
AUTOMATION = None

BLOCK_NAME = "pipeline-debugger"
csrf = {}


def call(method, path, body=None):
    headers = {"content-type": "application/json", "accept": "application/json", **csrf}
    if os.environ.get("PREFECT_API_KEY"):
        headers["authorization"] = "Bearer " + os.environ["PREFECT_API_KEY"]
    elif os.environ.get("PREFECT_API_AUTH_STRING"):
        pair = base64.b64encode(os.environ["PREFECT_API_AUTH_STRING"].encode("utf-8")).decode("ascii")
        headers["authorization"] = "Basic " + pair
    data = None if body is None else json.dumps(body).encode("utf-8")
    url = os.environ["PREFECT_API_URL"].rstrip("/") + path
    if not url.startswith(("http://", "https://")):
        sys.exit("PREFECT_API_URL must begin with http:// or https://, not %s" % url)
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # nosec B310
            text = answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        said = error.read(500).decode("utf-8", "replace")
        if error.code == 403 and "csrf" in said.lower() and not csrf:
            take_csrf_token()
            return call(method, path, body)
        sys.exit("Prefect answered %s %s with %s: %s" % (method, path, error.code, said))
    except urllib.error.URLError as error:
        sys.exit("Prefect cannot be reached at %s: %s" % (url, error.reason))
    return json.loads(text) if text else None


def take_csrf_token():
    """Servers with CSRF protection require a token with every write."""
    client = str(uuid.uuid4())
    csrf["prefect-csrf-client"] = client
    answer = call("GET", "/csrf-token?client=" + client)
    csrf["prefect-csrf-token"] = (answer or {}).get("token", "")


def store_block(webhook_url, secret):
    """Stores the URL and the secret in a Webhook block and returns its id."""
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
    automation = AUTOMATION or read_automation()
    for action in automation["actions"]:
        action["block_document_id"] = block_id
    same_name = {"automations": {"name": {"any_": [automation["name"]]}}}
    known = call("POST", "/automations/filter", same_name) or []
    created = call("POST", "/automations/", automation)
    if created is None:
        sys.exit("This Prefect server has no automations: it must be 3.x.")
    for old in known:
        call("DELETE", "/automations/" + old["id"])
    return created["id"]


def read_automation():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "automation.json"), encoding="utf-8") as file:
        return json.load(file)


def main():
    missing = [name for name in ("PIPELINE_DEBUGGER_SECRET", "PREFECT_API_URL") if not os.environ.get(name)]
    if not WEBHOOK_URL:
        missing.append("PIPELINE_DEBUGGER_URL")
    if missing:
        sys.exit("Set " + ", ".join(missing) + " first.")
    block_id = store_block(WEBHOOK_URL, os.environ["PIPELINE_DEBUGGER_SECRET"])
    automation_id = store_automation(block_id)
    print("Prefect now reports failed and crashed flow runs (automation %s)." % automation_id)


if __name__ == "__main__":
    main()
