"""What MSAL Python makes of a token cache: the library that the Azure CLI reads and writes it with.

usage: msal_python.py read|logout CACHE TENANT SCOPE
       msal_python.py add CACHE NAME COUNT
       msal_python.py find CASES USER TENANT
"""
import json
import sys
import time

import msal
from msal_extensions import FilePersistence, PersistedTokenCache
from portalocker.exceptions import LockException

CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"


class Answer:
    status_code = 200
    headers = {}

    def __init__(self, body):
        self.text = json.dumps(body)

    def raise_for_status(self):
        pass


class NoNetwork:
    """Discovery is answered from here; a request for a token would be a miss of the cache."""

    def get(self, url, **_):
        tenant = url.split("/")[3]
        host = "https://login.microsoftonline.com/" + tenant
        return Answer({
            "authorization_endpoint": host + "/oauth2/v2.0/authorize",
            "token_endpoint": host + "/oauth2/v2.0/token",
            "issuer": host + "/v2.0",
        })

    def post(self, url, **_):
        raise SystemExit("the cache was missed: " + url)


def open_app(cache_file, tenant):
    return msal.PublicClientApplication(
        CLIENT,
        authority="https://login.microsoftonline.com/" + tenant,
        token_cache=PersistedTokenCache(FilePersistence(cache_file)),
        http_client=NoNetwork())


def read(cache_file, tenant, scope):
    app = open_app(cache_file, tenant)
    accounts = app.get_accounts()
    result = app.acquire_token_silent([scope], accounts[0])
    print(json.dumps({"users": [each["username"] for each in accounts], "token": result["access_token"]}))


def logout(cache_file, tenant, _):
    app = open_app(cache_file, tenant)
    for account in app.get_accounts():
        app.remove_account(account)


def add(cache_file, name, count):
    cache = PersistedTokenCache(FilePersistence(cache_file))
    for number in range(int(count)):
        user = "{}-{}".format(name, number)
        while True:
            try:
                cache.modify(cache.CredentialType.ACCOUNT, {
                    "home_account_id": user + ".t", "environment": "login.microsoftonline.com", "realm": "t",
                }, {
                    "home_account_id": user + ".t", "environment": "login.microsoftonline.com", "realm": "t",
                    "local_account_id": user, "username": user, "authority_type": "MSSTS",
                })
                break
            except LockException:
                pass  # its patience with a busy lock is short; the caller's is not


def find(cases_file, user, tenant):
    """For each line {"cache": TEXT, "scope": SCOPE}: the accounts of the user, and every token that may be answered."""
    with open(cases_file) as cases:
        for line in cases:
            case = json.loads(line)
            cache = msal.SerializableTokenCache()
            cache.deserialize(case["cache"])
            app = msal.PublicClientApplication(
                CLIENT, authority="https://login.microsoftonline.com/" + tenant, token_cache=cache, http_client=NoNetwork(),
                instance_discovery=False)
            homes = [each["home_account_id"] for each in app.get_accounts(user)]
            tokens = []
            if len(homes) == 1:
                query = {
                    "client_id": CLIENT, "environment": app.authority.instance, "realm": tenant, "home_account_id": homes[0],
                }
                tokens = [
                    each["secret"] for each in cache.find("AccessToken", target=[case["scope"]], query=query)
                    if int(each["expires_on"]) - time.time() >= 300]
            print(json.dumps({"homes": homes, "tokens": tokens}))


{"read": read, "logout": logout, "add": add, "find": find}[sys.argv[1]](*sys.argv[2:])
