// Rows of JSON on stdin, outcomes of JSON on stdout: what AzureCliCredential of the Azure SDK for JavaScript makes of az.
// usage: azure_cli.mjs PACKAGE     @azure/identity (execFile, no shell) or identity-exec (an older one: exec, a shell)
import { createInterface } from "node:readline";

const { AzureCliCredential } = await import(process.argv[2]);

async function outcome({ scope, tenant, subscription }) {
  try {
    const credential = new AzureCliCredential({ tenantId: tenant, subscription });
    const { token, expiresOnTimestamp } = await credential.getToken(scope);
    return { token, expires: expiresOnTimestamp / 1000 };
  } catch (failed) {
    return { type: failed.name, message: failed.message };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const row = JSON.parse(line);
  Object.assign(process.env, row.environment);
  outcome(row).then((answer) => console.log(JSON.stringify({ id: row.id, ...answer })));
}
