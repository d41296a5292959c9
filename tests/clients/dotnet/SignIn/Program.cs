using System.Net.Http.Headers;
using Microsoft.Identity.Client;

var host = Environment.GetEnvironmentVariable("AZURE_AUTHORITY_HOST") ?? "https://login.microsoftonline.com";
var app = PublicClientApplicationBuilder
    .Create("33333333-3333-3333-3333-000000000002")
    .WithAuthority($"{host}/organizations")
    .WithInstanceDiscovery(false) // or MSAL asks login.microsoftonline.com about this host
    .WithRedirectUri("http://localhost")
    .Build();

// A browser, or with "device" a code to type elsewhere.
string[] scopes = ["api://orders/Orders.Read"];
var signedIn = args is ["device"]
    ? await app.AcquireTokenWithDeviceCode(scopes, code => Console.Error.WriteLineAsync(code.Message)).ExecuteAsync()
    : await app.AcquireTokenInteractive(scopes).ExecuteAsync();
Console.WriteLine($"Signed in as {signedIn.Account.Username} of tenant {signedIn.TenantId}.");

// From the cache, and with the refresh token for another resource: no browser.
var again = await app.AcquireTokenSilent(scopes, signedIn.Account).ExecuteAsync();
Console.WriteLine($"The second token came from the {again.AuthenticationResultMetadata.TokenSource}.");
var graph = await app.AcquireTokenSilent(["https://graph.microsoft.com/User.Read"], signedIn.Account).ExecuteAsync();
Console.WriteLine($"For Graph it came from the {graph.AuthenticationResultMetadata.TokenSource}.");

using var http = new HttpClient();
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", again.AccessToken);
var orders = await http.GetAsync(new Uri(Environment.GetEnvironmentVariable("ORDERS_API") + "/orders"));
Console.WriteLine($"Orders: {(int)orders.StatusCode} {await orders.Content.ReadAsStringAsync()}");

// A tenant of which the user is a guest, and that requires a second factor: the answer says so, and what to come back with.
try
{
    await app.AcquireTokenSilent(["https://management.azure.com/.default"], signedIn.Account)
        .WithTenantId("11111111-1111-1111-1111-000000000003").ExecuteAsync();
}
catch (MsalUiRequiredException refused)
{
    Console.WriteLine($"Woodgrove: {refused.Message.Split(':')[0]}, {refused.Classification}.");
}
