"""The Azure CLI 2.45 where nothing of Microsoft answers.

It has no setting core.instance_discovery yet, and asks Microsoft about each authority that it does not know. Later versions do
without when the setting is off, by the same argument of MSAL.
"""
import runpy

import msal

create = msal.ClientApplication.__init__


def create_without_discovery(self, *words, **named):
    create(self, *words, **named, instance_discovery=False)


msal.ClientApplication.__init__ = create_without_discovery
runpy.run_module("azure.cli", run_name="__main__")
