namespace Azimuth.Sandbox.Tests.Entra.SignIn;

/// <summary>One sign-in that can be tried in each way. The first value of each list is the plain one.</summary>
/// <param name="World">Of <see cref="Worlds"/>, by name: what is so before anybody signs in.</param>
/// <param name="User">Of <see cref="Users"/>.</param>
/// <param name="Asks">Of <see cref="Questions"/>, by name: which application asks for what.</param>
/// <param name="Prompt">Of <see cref="Prompts"/>.</param>
/// <param name="Hint">Of <see cref="Hints"/>: a further field of the authorize request, as <c>name=value</c>.</param>
/// <param name="Browser">Of <see cref="Browsers"/>: who was signed in in the browser before.</param>
/// <param name="Answer">Of <see cref="Answers"/>: what the person does when asked.</param>
internal sealed record Attempt(string World, string User, string Asks, string Prompt, string Hint, string Browser, string Answer)
{
    public static readonly string[] Users =
    [
        Running.Ada, Orders.Olga, Person("mfa"), Person("new"), Person("locked"), Person("disabled"), Person("expired"),
        "fed@federated.example", Person("nobody"), "", $" {Running.Ada.ToUpperInvariant()} ",
    ];

    public static readonly IReadOnlyDictionary<string, string> Questions = new Dictionary<string, string>
    {
        ["what people may allow"] = Orders.Url(),
        ["what administrators may allow"] = Orders.Url(scope: "api://orders/Orders.Purge openid"),
        ["both"] = Orders.Url(scope: "api://orders/Orders.Read api://orders/Orders.Purge openid"),
        ["the person only"] = Orders.Url(scope: "openid profile"),
        ["Graph, for administrators"] = Orders.Url(scope: "User.Read.All openid"),
        ["without consent"] = Orders.Url(Orders.Page),
        ["another tenant"] = Orders.Url().Replace("/organizations/", $"/{Running.Fabrikam}/", StringComparison.Ordinal),
        ["a scope that is not there"] = Orders.Url(scope: "api://orders/Orders.Eat"),
    };

    public static readonly string[] Prompts = ["", "none", "login", "select_account", "consent", "create", "shout"];

    public static readonly string[] Hints =
    [
        "", $"login_hint={Running.Ada}", $"login_hint={Orders.Olga}", "login_hint=nobody@nowhere.example", "domain_hint=organizations",
        "max_age=0", "max_age=100", "max_age=-1",
    ];

    /// <summary>People who have signed in before, oldest first; <c>+100</c> lets so many seconds pass afterwards.</summary>
    public static readonly string[] Browsers =
        ["", Running.Ada, Orders.Olga, Person("mfa"), $"{Running.Ada} {Orders.Olga}", $"{Running.Ada} +100", $"{Orders.Olga} +4000"];

    public static readonly string[] Answers = ["right", "wrong password", "phone refuses", "cancel"];

    /// <summary>
    /// Policies, switches and consents. What a policy can require is taken from the product's own list, so that a new
    /// requirement is tried without a line here.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, AttemptWorld> Worlds = new Dictionary<string, AttemptWorld>
    {
        ["plain"] = new(),
        ["consented"] = new(
            More: $$"""
                ,"consents":[{"application":"{{Orders.Desktop}}","tenant":"contoso.onmicrosoft.com",
                "resource":"api://orders","scopes":["Orders.Read"]}]
                """),
        ["assigned"] = new(Api: ",\"assignmentRequired\":true"),
        ["often"] = new(Orders.Policy("\"signInFrequencySeconds\":60")),
        ["switch block"] = new(Switch: ("block", "{}")),
        ["switch block of one"] = new(Switch: ("block", $$"""{"users":["{{Running.Ada}}"]}""")),
        ["switch requireMfa"] = new(Switch: ("requireMfa", "{}")),
        ["switch location"] = new(
            Orders.Policy("\"exceptLocations\":[\"Office\"],\"require\":[\"mfa\"]"), Switch: ("location", """{"name":"Train"}""")),
        ["revoked"] = new(Revoked: Running.Ada),
    }
    .Concat(Sandbox.World.Scenarios.ScenarioPolicy.Requirements.SelectMany(wanted => new KeyValuePair<string, AttemptWorld>[]
    {
        new($"{wanted} for all", new(Orders.Policy($"\"require\":[\"{wanted}\"]"))),
        new($"{wanted} for the API", new(Orders.Policy($"\"resources\":[\"api://orders\"],\"require\":[\"{wanted}\"]"))),
        new($"{wanted} for browsers", new(Orders.Policy($"\"flows\":[\"browser\"],\"require\":[\"{wanted}\"]"))),
        new($"{wanted} for devices", new(Orders.Policy($"\"flows\":[\"deviceCode\"],\"require\":[\"{wanted}\"]"))),
    }))
    .ToDictionary();

    /// <summary>The plain attempt in a world, and all that differ from it in one or two respects.</summary>
    public static IEnumerable<Attempt> Of(string world)
    {
        string[][] axes = [Users, [.. Questions.Keys], Prompts, Hints, Browsers, Answers];
        var plain = axes.Select(axis => axis[0]).ToArray();
        yield return From(world, plain);
        for (var first = 0; first < axes.Length; first++)
        {
            foreach (var one in axes[first].Skip(1))
            {
                var changed = plain.ToArray();
                changed[first] = one;
                yield return From(world, changed);
                for (var second = first + 1; second < axes.Length && world == "plain"; second++)
                {
                    foreach (var other in axes[second].Skip(1))
                    {
                        var twice = changed.ToArray();
                        twice[second] = other;
                        yield return From(world, twice);
                    }
                }
            }
        }
    }

    /// <summary>The authorize URL's path and query.</summary>
    public string Url => Questions[Asks] + (Prompt.Length > 0 ? $"&prompt={Prompt}" : "") + (Hint.Length > 0 ? $"&{Hint}" : "");

    /// <summary>Only what a device code or a posted password can say.</summary>
    public bool IsOfAnyFlow => (Prompt, Hint, Browser) == ("", "", "") && Asks != "a scope that is not there";

    /// <summary>A page would lead whose domain is federated to another server; there is no Cancel.</summary>
    public bool CanPostPassword =>
        IsOfAnyFlow
            && User.Length > 0
            && !User.StartsWith("fed@", StringComparison.Ordinal)
            && Answer != "cancel"
            && !World.EndsWith("for devices", StringComparison.Ordinal);

    /// <summary>The switch for device codes knows the password, and answers the phone.</summary>
    public bool CanAnswerItself => IsOfAnyFlow && User.Length > 0 && Answer is "right" or "cancel";

    public string Client => Asks == "without consent" ? Orders.Page : Orders.Desktop;

    public string Tenant => Asks == "another tenant" ? Running.Fabrikam : "organizations";

    public string Scope =>
        $"{Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Url[Url.IndexOf('?', StringComparison.Ordinal)..])["scope"]}";

    public override string ToString() =>
        $"in the world “{World}” “{User}” asks for {Asks}, prompt “{Prompt}”, “{Hint}”, known are “{Browser}”, answer {Answer}";

    private static Attempt From(string world, string[] values) =>
        new(world, values[0], values[1], values[2], values[3], values[4], values[5]);

    private static string Person(string name) => $"{name}@contoso.onmicrosoft.com";
}

/// <param name="Policies">JSON objects with commas between them.</param>
/// <param name="Api">Further fields of the API.</param>
/// <param name="More">Further fields of the scenario.</param>
/// <param name="Switch">One that is on, with its settings.</param>
/// <param name="Revoked">Whose sessions an administrator ended after they were made.</param>
internal sealed record AttemptWorld(
    string Policies = "", string Api = "", string More = "", (string Name, string Settings)? Switch = null, string? Revoked = null)
{
    public string Scenario => Orders.Scenario(Policies, api: Api, more: More)
        .Replace("\"users\":[", $$"""
            "users":[{{User(1, "locked", "\"locked\":true")}},{{User(2, "expired", "\"passwordExpired\":true")}},
            {{User(3, "disabled", "\"disabled\":true")}},
            {{User(4, "mfa", "\"requireMfa\":true,\"guestOf\":[\"fabrikam.onmicrosoft.com\"]")}},
            {{User(5, "new", "\"requireMfa\":true,\"mfaRegistered\":false")}},
            {"userName":"fed@federated.example","id":"22222222-2222-2222-2222-0000000000a6","password":"{{Running.Password}}"},
            """, StringComparison.Ordinal)
        .Replace("\"tenants\":[{", """
            "tenants":[{"id":"11111111-1111-1111-1111-00000000000f","name":"Federated","domains":["federated.example"],"federated":true},{
            """, StringComparison.Ordinal);

    private static string User(int id, string name, string more) =>
        $$"""
        {"userName":"{{name}}@contoso.onmicrosoft.com","id":"22222222-2222-2222-2222-0000000000a{{id}}",
        "password":"{{Running.Password}}",{{more}} }
        """;
}
