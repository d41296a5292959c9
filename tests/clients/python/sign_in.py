import os
import sys
import urllib.request

import msal

host = os.environ.get("AZURE_AUTHORITY_HOST", "https://login.microsoftonline.com")
app = msal.PublicClientApplication(
    "33333333-3333-3333-3333-000000000002",
    authority=f"{host}/organizations",
    instance_discovery=False,  # or MSAL asks login.microsoftonline.com about this host
)

# A browser, or with "device" a code to type elsewhere.
scopes = ["api://orders/Orders.Read"]
if sys.argv[1:] == ["device"]:
    flow = app.initiate_device_flow(scopes)
    print(flow["message"], file=sys.stderr, flush=True)
    signed_in = app.acquire_token_by_device_flow(flow)
else:
    signed_in = app.acquire_token_interactive(scopes)
claims = signed_in["id_token_claims"]
print(f"Signed in as {claims['preferred_username']} of tenant {claims['tid']}.")

# From the cache, and with the refresh token for another resource: no browser.
[account] = app.get_accounts()
again = app.acquire_token_silent(scopes, account)
print(f"The second token came from the {'cache' if again['access_token'] == signed_in['access_token'] else 'network'}.")
graph = app.acquire_token_silent(["https://graph.microsoft.com/User.Read"], account)
print(f"For Graph there is a {graph['token_type']} token too.")

request = urllib.request.Request(f"{os.environ['ORDERS_API']}/orders", headers={"Authorization": f"Bearer {again['access_token']}"})
with urllib.request.urlopen(request) as orders:
    print(f"Orders: {orders.status} {orders.read().decode()}")

# A tenant of which the user is a guest, and that requires a second factor.
woodgrove = msal.PublicClientApplication(
    app.client_id, authority=f"{host}/11111111-1111-1111-1111-000000000003", instance_discovery=False, token_cache=app.token_cache)
refused = woodgrove.acquire_token_silent_with_error(["https://management.azure.com/.default"], account)
print(f"Woodgrove: {refused['error_description'].split(':')[0]}, {refused['classification']}.")
