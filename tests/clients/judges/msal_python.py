"""MSAL Python, whichever one the system has: codes in a browser and on another device, renewals, two resources, a claims
challenge, an application's own token, and a refusal. A user is played by the control API."""
import json
import os
import urllib.request

import msal

host, control, key = (os.environ[name] for name in ("AZURE_AUTHORITY_HOST", "CONTROL", "CONTROL_KEY"))
tenant = "11111111-1111-1111-1111-000000000001"
user = "ada@contoso.onmicrosoft.com"
secret = "Azimuth-sandbox-secret-1"
graph, orders = ["https://graph.microsoft.com/User.Read"], ["api://orders/Orders.Read"]


def ask(path, body):
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{control}/{path}", json.dumps(body).encode(), headers)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return json.load(answer)


def public(authority=f"{host}/{tenant}", **more):
    return msal.PublicClientApplication("33333333-3333-3333-3333-000000000002", authority=authority, instance_discovery=False, **more)


def confidential(value):
    return msal.ConfidentialClientApplication(
        "55555555-5555-5555-5555-555555555555", value, authority=f"{host}/{tenant}", instance_discovery=False)


app = public(client_capabilities=["CP1"])
flow = app.initiate_auth_code_flow(orders, redirect_uri="http://localhost:3000")
answer = ask("authorize", {"url": flow["auth_uri"], "user": user})
tokens = app.acquire_token_by_auth_code_flow(flow, answer["fields"])
print("browser:", tokens.get("id_token_claims", tokens).get("preferred_username", tokens))

[account] = app.get_accounts()
cached = app.acquire_token_silent(orders, account)
print("cached:", cached["access_token"] == tokens["access_token"])
renewed = app.acquire_token_silent(orders, account, force_refresh=True)
print("renewed:", renewed["access_token"] != tokens["access_token"])
print("another resource:", app.acquire_token_silent(graph, account)["token_type"])
challenge = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'
print("challenged:", "access_token" in app.acquire_token_silent(graph, account, claims_challenge=challenge))

app = public(f"{host}/organizations")
flow = app.initiate_device_flow(graph)
ask(f"device-codes/{flow['user_code']}/approve", {"user": user})
tokens = app.acquire_token_by_device_flow(flow)
print("another device:", tokens.get("id_token_claims", tokens).get("preferred_username", tokens))

own = confidential(secret).acquire_token_for_client(["https://management.azure.com/.default"])
print("own:", own.get("token_type", own))
refused = confidential("wrong").acquire_token_for_client(["https://management.azure.com/.default"])
print("refused:", refused["error"], refused["error_codes"])
