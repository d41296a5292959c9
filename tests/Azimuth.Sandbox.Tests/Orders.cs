using Microsoft.AspNetCore.WebUtilities;

namespace Azimuth.Sandbox.Tests;

/// <summary>Somebody's own applications: an API called Orders, and clients of it of every kind.</summary>
internal static class Orders
{
    public const string Api = "33333333-3333-3333-3333-000000000001";
    public const string Desktop = "33333333-3333-3333-3333-000000000002";
    public const string Page = "33333333-3333-3333-3333-000000000003";
    public const string PageOrigin = "http://localhost:5173";
    public const string Redirect = "http://localhost:45005";
    public const string Olga = "olga@contoso.onmicrosoft.com";

    // RFC 7636, appendix B.
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// <param name="policies">JSON objects with commas between them.</param>
    /// <param name="user">Further fields of Ada.</param>
    /// <param name="api">Further fields of the API.</param>
    /// <param name="more">Further fields of the scenario.</param>
    public static string Scenario(string policies = "", string user = "", string api = "", string more = "") => $$$"""
        {"version":1,
         "tenants":[{"id":"{{{Running.Contoso}}}","name":"Contoso","domains":["contoso.onmicrosoft.com"]},
                    {"id":"{{{Running.Fabrikam}}}","name":"Fabrikam","domains":["fabrikam.onmicrosoft.com"]}],
         "users":[{"userName":"{{{Running.Ada}}}","name":"Ada Lovelace","id":"22222222-2222-2222-2222-000000000001",
         "password":"{{{Running.Password}}}","guestOf":["fabrikam.onmicrosoft.com"]{{{user}}}
          },
                  {"userName":"{{{Olga}}}","name":"Olga","id":"22222222-2222-2222-2222-000000000003","password":"{{{Running.Password}}}",
                  "admin":true}],
         "applications":[
           {"clientId":"{{{Api}}}","name":"Orders","identifierUris":["api://orders"],"scopes":["Orders.Read","Orders.Write",
           "Orders.Purge"],"adminScopes":["Orders.Purge"],
            "roles":["Clerk","Auditor"],"assignments":[{"user":"{{{Running.Ada}}}","roles":["Clerk"]}]{{{api}}}
            },
           {"clientId":"{{{Desktop}}}","name":"Orders desktop","requireConsent":true,"allowIdTokens":true,
           "redirects":{"publicClient":["http://localhost"],"web":["https://orders.example/signed-in"]},
           "logoutRedirects":["https://orders.example/bye"]},
           {"clientId":"{{{Page}}}","name":"Orders page","redirects":{"spa":["{{{PageOrigin}}}/back"]}}],
         "policies":[{{{policies}}}],
         "deviceCode":{"intervalSeconds":1}{{{more}}}
        }
        """;

    public static string Policy(string what) => $$"""{"name":"A policy","id":"cccccccc-cccc-cccc-cccc-00000000000a",{{what}} }""";

    /// <summary>An authorize URL's path and query.</summary>
    public static string Url(
        string client = Desktop,
        string scope = "api://orders/Orders.Read openid offline_access",
        params (string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["client_id"] = client,
            ["response_type"] = "code",
            ["redirect_uri"] = client == Page ? PageOrigin + "/back" : Redirect,
            ["scope"] = scope,
            ["state"] = "a-state",
            ["nonce"] = "a-nonce",
            ["code_challenge"] = Challenge,
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", fields.Where(field => field.Value is not null));
    }

    /// <summary>From the account picker to the question after the password.</summary>
    public static async Task SignInAsync(this TestBrowser browser, string url, string user = Running.Ada)
    {
        await browser.OpenAsync(url);
        await browser.SubmitAsync(("step", "pick"), ("user", user));
        if (browser.Page.Text.Contains("type=\"password\"", StringComparison.Ordinal))
        {
            await browser.SubmitAsync(("step", "password"), ("password", Running.Password));
        }
    }

    /// <summary>What the redirect address was sent, in query or fragment.</summary>
    public static Dictionary<string, string> Answered(this TestBrowser browser)
    {
        browser.Page.Status.ShouldBe(302, browser.Page.Text);
        var location = browser.Page.Headers["Location"];
        return QueryHelpers.ParseQuery(location[location.IndexOfAny(['?', '#'])..].Replace('#', '?'))
            .ToDictionary(field => field.Key, field => field.Value.ToString());
    }

    public static Task<Answer> RedeemAsync(
        this Running sandbox, string code, string client = Desktop, string? origin = null, string? redirect = null, string? scope = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/organizations/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "authorization_code"), new("client_id", client), new("code", code), new("code_verifier", Verifier),
                new("redirect_uri", redirect ?? (client == Page ? PageOrigin + "/back" : Redirect)),
                .. scope is null ? [] : new KeyValuePair<string, string>[] { new("scope", scope) },
            ]),
        };
        return sandbox.SendAsync(request, origin);
    }

    public static async Task<Answer> SendAsync(this Running sandbox, HttpRequestMessage request, string? origin)
    {
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var sent = request;
        using var response = await sandbox.Https.SendAsync(sent);
        return await Answer.OfAsync(response);
    }
}
