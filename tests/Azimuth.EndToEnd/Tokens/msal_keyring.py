"""The Azure CLI's encrypted token cache, opened as the Azure CLI opens it: msal_extensions over libsecret.

usage: msal_keyring.py users|token|raw|logout CACHE.bin   (CACHE.sig: the items of the Azure CLI after 2.91)
       msal_keyring.py save CACHE.bin FILE             (what FILE holds)
       msal_keyring.py add CACHE.bin RESOURCE SECRET   (a copy of the first access token, for another resource)
"""
import json
import sys

import msal_extensions
from msal_extensions.persistence import LibsecretPersistence

ITEM = {"schema_name": "my_schema_name", "attributes": {"my_attr1": "foo", "my_attr2": "bar"}}
LATER = {"schema_name": "Microsoft Azure CLI", "attributes": {"type": "Secret store" if "principal" in sys.argv[2] else "Token cache"}}
persistence = LibsecretPersistence(sys.argv[2], **(LATER if sys.argv[2].endswith(".sig") else ITEM))
cache = msal_extensions.PersistedTokenCache(persistence)
kinds = cache.CredentialType


def users():
    print(json.dumps([each["username"] for each in cache.find(kinds.ACCOUNT)]))


def token():
    print(json.dumps([each["secret"] for each in cache.find(kinds.ACCESS_TOKEN)]))


def raw():
    print(persistence.load())


def save(path):
    with open(path) as content:
        persistence.save(content.read())


def logout():
    for kind in (kinds.ACCESS_TOKEN, kinds.REFRESH_TOKEN, kinds.ID_TOKEN, kinds.ACCOUNT):
        for entry in list(cache.find(kind)):
            cache.modify(kind, entry)


def add(resource, secret):
    entry = dict(cache.find(kinds.ACCESS_TOKEN)[0], secret=secret, target=resource + "/.default")
    cache.modify(kinds.ACCESS_TOKEN, entry, entry)


{"users": users, "token": token, "raw": raw, "logout": logout, "add": add, "save": save}[sys.argv[1]](*sys.argv[3:])
