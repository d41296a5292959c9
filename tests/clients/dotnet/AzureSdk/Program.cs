using Azure.Core;
using Azure.Identity;

// Whoever signed in with az, in the folder that AZURE_CONFIG_DIR names.
var credential = new AzureCliCredential(new AzureCliCredentialOptions { TenantId = args.FirstOrDefault() });
try
{
    var token = await credential.GetTokenAsync(new TokenRequestContext(["https://vault.azure.net/.default"]), default);
    Console.WriteLine($"A token for Key Vault, until {token.ExpiresOn:O}.");
}
catch (AuthenticationFailedException failed)
{
    Console.WriteLine(failed.Message);
    return 1;
}

return 0;
