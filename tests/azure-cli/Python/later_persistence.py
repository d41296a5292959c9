"""Where the Azure CLI after 2.91 keeps tokens and secrets, in place of its persistence.py.

What is known of Azure/azure-cli pull request 33849, and none of its code: an item of the keyring each for the token cache and the
service principals, an empty .sig file beside the plain one as the signal that the lock belongs to, and nothing is migrated.
"""
import json

from msal_extensions import CrossPlatLock, FilePersistence, LibsecretPersistence, PersistedTokenCache
from msal_extensions.persistence import PersistenceNotFound

file_extensions = {True: ".sig", False: ".json"}  # `account clear` removes these


def load_persisted_token_cache(location, encrypt):
    return PersistedTokenCache(place(location, encrypt, "Token cache"))


def load_secret_store(location, encrypt):
    return SecretStore(place(location, encrypt, "Secret store"))


def place(location, encrypt, kind):
    path = location + file_extensions[encrypt]
    return LibsecretPersistence(path, schema_name="Microsoft Azure CLI", attributes={"type": kind}) if encrypt else FilePersistence(path)


class SecretStore:
    def __init__(self, kept):
        self.kept = kept

    def load(self):
        try:
            return json.loads(self.kept.load())
        except PersistenceNotFound:
            return []

    def save(self, entries):
        with CrossPlatLock(self.kept.get_location() + ".lockfile"):
            self.kept.save(json.dumps(entries))
