using Microsoft.Identity.Client;

// Another program that shares az's token cache: plain MSAL.NET, nothing of ours.
// usage: Azimuth.MsalReader CACHE AUTHORITY SCOPE     prints the user name, the token, and where it came from: Cache, IdentityProvider
var (cache, authority, scope) = (args[0], args[1], args[2]);

var client = PublicClientApplicationBuilder
    .Create("04b07795-8ddb-461a-bbee-02f9e1bf7b46")
    .WithAuthority(authority, validateAuthority: false)
    .WithInstanceDiscovery(enableInstanceDiscovery: false)
    .Build();
client.UserTokenCache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(File.ReadAllBytes(cache)));

var account = (await client.GetAccountsAsync()).Single();
var result = await client.AcquireTokenSilent([scope], account).ExecuteAsync();
Console.Out.WriteLine(account.Username);
Console.Out.WriteLine(result.AccessToken);
Console.Out.WriteLine(result.AuthenticationResultMetadata.TokenSource);
