import { AzureCliCredential } from "@azure/identity";

// Whoever signed in with az, in the folder that AZURE_CONFIG_DIR names.
const credential = new AzureCliCredential({ tenantId: process.argv[2] });
try {
  const token = await credential.getToken("https://vault.azure.net/.default");
  console.log(`A token for Key Vault, until ${new Date(token.expiresOnTimestamp).toISOString()}.`);
} catch (failed) {
  console.log(failed.message);
  process.exitCode = 1;
}
