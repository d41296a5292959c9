"""Rows of JSON on stdin, outcomes of JSON on stdout: what AzureCliCredential of the Azure SDK for Python makes of az."""
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from azure.identity import AzureCliCredential


def outcome(row):
    try:
        token = AzureCliCredential(tenant_id=row.get("tenant", "")).get_token(row["scope"])
        return {"token": token.token, "expires": token.expires_on}
    except Exception as failed:  # the type is part of the outcome
        return {"type": type(failed).__name__, "message": str(failed)}


def answer(row):
    line = json.dumps({"id": row["id"], **outcome(row)})
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


with ThreadPoolExecutor(max_workers=64) as pool:
    for text in sys.stdin:
        asked = json.loads(text)
        os.environ.update(asked["environment"])
        pool.submit(answer, asked)
