"""Adds accounts to a token cache as the Azure CLI's library does, one locked change each.

usage: msal_writer.py CACHE NAME COUNT
"""
import random
import sys
import time
import types

from msal_extensions import FilePersistence, PersistedTokenCache, cache_lock
from portalocker.exceptions import LockException

# Its wait asks four times a second. Between writers that never rest it would give up after five seconds and lock a file
# that is about to be deleted, a fault of its own; asking more often, it meets the others more often, and always waits.
cache_lock.time = types.SimpleNamespace(
    time=time.time, monotonic=time.monotonic, sleep=lambda seconds: time.sleep(min(seconds, 0.005)))

cache_file, name, count = sys.argv[1:]
cache = PersistedTokenCache(FilePersistence(cache_file))
for number in range(int(count)):
    user = "{}-{}".format(name, number)
    entry = {"home_account_id": user + ".t", "environment": "localhost", "realm": "t", "username": user}
    while True:
        try:
            cache.modify(cache.CredentialType.ACCOUNT, entry, entry)
            break
        except LockException:
            pass
    time.sleep(random.random() * 0.02)
