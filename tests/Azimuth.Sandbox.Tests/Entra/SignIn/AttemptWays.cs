using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.Tokens;

namespace Azimuth.Sandbox.Tests.Entra.SignIn;

/// <summary>Tries an <see cref="Attempt"/> in each way that the sandbox has, and says in words what came of it.</summary>
internal sealed partial class AttemptWays(Running sandbox)
{
    private static readonly string[] EachTimeAnother = ["iat", "nbf", "exp", "aio", "rh", "sid", "uti"];

    private const string PhonePage = "Approve the sign-in";
    private const string ConsentPage = "Permissions requested";

    /// <summary>A person in a browser, with the application's authorize URL.</summary>
    public async Task<string> ByPageAsync(Attempt attempt)
    {
        var browser = await BrowserOfAsync(attempt);
        await browser.OpenAsync(attempt.Url);
        var (end, _) = await ClickAsync(browser, attempt);
        return end ?? await OutcomeAsync(attempt, QueryOf(browser));
    }

    /// <summary><c>POST authorize</c>.</summary>
    public async Task<string> ByControlAsync(Attempt attempt)
    {
        var browser = await BrowserOfAsync(attempt);
        var body = Script(attempt);
        body["url"] = sandbox.Ready.SignIn + attempt.Url;
        body["cancel"] = attempt.Answer == "cancel";
        body["session"] = browser.Cookies.Values.SingleOrDefault();
        var answer = await sandbox.PostControlAsync("authorize", body.ToJsonString());
        return answer.Status == 200
            ? await OutcomeAsync(attempt, answer.Json["fields"]!.AsObject().ToDictionary(field => field.Key, field => $"{field.Value}"))
            : $"the person is told {answer.Json["code"]}";
    }

    /// <summary>A device code, and a person in a browser.</summary>
    /// <returns>Also the pages that were shown.</returns>
    public async Task<(string Outcome, IReadOnlyList<string> Pages)> ByDevicePageAsync(Attempt attempt)
    {
        var browser = await BrowserOfAsync(attempt);
        var code = (await StartAsync(attempt)).Json;
        await browser.PostAsync("/device", ("code", $"{code["user_code"]}"));
        var (end, pages) = await ClickAsync(browser, attempt);
        return (await PollAsync(attempt, $"{code["device_code"]}", end), pages);
    }

    /// <summary>A device code, and <c>POST device-codes/{code}/approve</c>.</summary>
    public async Task<string> ByDeviceControlAsync(Attempt attempt)
    {
        await BeginAsync(attempt);
        var code = (await StartAsync(attempt)).Json;
        var answer = attempt.Answer == "cancel"
            ? await sandbox.PostControlAsync($"device-codes/{code["user_code"]}/refuse")
            : await sandbox.PostControlAsync($"device-codes/{code["user_code"]}/approve", Script(attempt).ToJsonString());
        return await PollAsync(
            attempt, $"{code["device_code"]}", answer.Status == 200 ? null : $"the person is told {answer.Json["code"]}");
    }

    /// <summary>A device code that answers itself.</summary>
    /// <returns>What the device got.</returns>
    public async Task<string> ByDeviceSwitchAsync(Attempt attempt)
    {
        await BeginAsync(attempt);
        var code = (await StartAsync(attempt)).Json;
        var settings = new JsonObject { ["on"] = true, ["user"] = attempt.User, ["refuse"] = attempt.Answer == "cancel" };
        (await sandbox.PostControlAsync("switches/answerDeviceCodes", settings.ToJsonString())).Status.ShouldBe(200);
        return DeviceOutcome(await PollAsync(attempt, $"{code["device_code"]}", end: null));
    }

    /// <summary>Without what the person was told.</summary>
    public static string DeviceOutcome(string outcome) => outcome[(outcome.IndexOf("; the device", StringComparison.Ordinal) + 1)..];

    /// <summary>A posted password.</summary>
    public async Task<string> ByPasswordAsync(Attempt attempt)
    {
        await BeginAsync(attempt);
        var answer = await sandbox.TokenAsync(
            attempt.Tenant,
            ("grant_type", "password"),
            ("client_id", attempt.Client),
            ("scope", attempt.Scope),
            ("username", attempt.User), ("password", attempt.Answer == "wrong password" ? "wrong" : Running.Password));
        return answer.Status == 200 ? Tokens(answer) : $"the person is told AADSTS{answer.Json["error_codes"]![0]}";
    }

    /// <summary>What a posted password has to be answered with, where a person in a browser met these pages and this outcome.</summary>
    public static string PasswordOutcome(string byPage, IReadOnlyList<string> pages) =>
        pages.Contains(PhonePage) ? "the person is told AADSTS50076"
        : pages.Contains(ConsentPage) || byPage.Contains("AADSTS90094", StringComparison.Ordinal) ? "the person is told AADSTS65001"
        : byPage;

    private static JsonObject Script(Attempt attempt) => new()
    {
        ["user"] = attempt.User,
        ["password"] = attempt.Answer == "wrong password" ? "wrong" : null,
        ["mfa"] = attempt.Answer == "phone refuses" ? "refuse" : "approve",
    };

    private Task<Answer> StartAsync(Attempt attempt) =>
        sandbox.PostAsync($"/{attempt.Tenant}/oauth2/v2.0/devicecode", ("client_id", attempt.Client), ("scope", attempt.Scope));

    private async Task<string> PollAsync(Attempt attempt, string deviceCode, string? end)
    {
        var answer = await sandbox.TokenAsync(
            attempt.Tenant, ("grant_type", "device_code"), ("client_id", attempt.Client), ("device_code", deviceCode));
        return answer.Status == 200
            ? Tokens(answer)
            : $"{end ?? "the person is told nothing"}; the device AADSTS{answer.Json["error_codes"]![0]}";
    }

    private async Task BeginAsync(Attempt attempt)
    {
        var world = Attempt.Worlds[attempt.World];
        (await sandbox.PostControlAsync("reset", $$"""{"scenario":{{world.Scenario}} }""")).Status.ShouldBe(200);
        await SwitchOnAsync(world);
    }

    private async Task SwitchOnAsync(AttemptWorld world)
    {
        if (world.Switch is { } one)
        {
            var settings = JsonNode.Parse(one.Settings)!.AsObject();
            settings["on"] = true;
            (await sandbox.PostControlAsync($"switches/{one.Name}", settings.ToJsonString())).Status.ShouldBe(200);
        }
    }

    /// <summary>Another world, and the browser in it. Sessions are made in the plain world: a policy is newer than they are.</summary>
    private async Task<TestBrowser> BrowserOfAsync(Attempt attempt)
    {
        await BeginAsync(attempt with { World = "plain" });
        var browser = sandbox.NewBrowser();
        foreach (var word in attempt.Browser.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] == '+')
            {
                await sandbox.PostControlAsync("clock", $$"""{"advanceSeconds":{{word[1..]}}}""");
                continue;
            }

            await browser.SignInAsync(Orders.Url(Orders.Page, "openid", ("prompt", "login")), word);
            if (Heading(browser) == PhonePage)
            {
                await AnswerPhoneAsync(browser, approve: true);
            }

            await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));
        }

        var world = Attempt.Worlds[attempt.World];
        if (world != Attempt.Worlds["plain"])
        {
            (await sandbox.PostControlAsync("scenario", world.Scenario)).Status.ShouldBe(200);
            await SwitchOnAsync(world);
        }

        if (world.Revoked is { } revoked)
        {
            (await sandbox.PostControlAsync($"users/{revoked}/revoke")).Status.ShouldBe(200);
        }

        foreach (var name in browser.Cookies.Keys.Where(name => !name.EndsWith("_sessions", StringComparison.Ordinal)).ToArray())
        {
            browser.Cookies.Remove(name);
        }

        return browser;
    }

    /// <summary>Answers page after page until there is none.</summary>
    /// <returns>Why the person could not go on (null: they could), and the headings of the pages.</returns>
    private async Task<(string? End, IReadOnlyList<string> Pages)> ClickAsync(TestBrowser browser, Attempt attempt)
    {
        List<string> pages = [];
        while (browser.Page.Status != 302 && Heading(browser) is var heading && heading is not ("You are signed in" or "Sign-in cancelled"))
        {
            pages.Count.ShouldBeLessThan(12, $"{attempt}: {string.Join(", ", pages)}");
            pages.Add(heading);
            if (ErrorCode().Match(browser.Page.Text) is { Success: true } error && heading != "Approval needed")
            {
                return ($"the person is told {error.Value}", pages);
            }

            if (browser.Page.Text.Contains("role=\"alert\"", StringComparison.Ordinal) && heading != "Not approved")
            {
                return ($"the person is told {await LastErrorAsync()}", pages);
            }

            if (attempt.Answer == "cancel")
            {
                await browser.SubmitAsync(("step", "cancel"));
                continue;
            }

            if (heading is not ("Pick an account" or "Sign in") && !IsAsked(attempt.User, browser))
            {
                await browser.SubmitAsync(("step", "pick"), ("user", ""));
                continue;
            }

            switch (heading)
            {
                case "Pick an account":
                    await browser.SubmitAsync(("step", "pick"), ("user", attempt.User));
                    break;
                case "Sign in":
                    await browser.SubmitAsync(("step", "username"), ("user", attempt.User));
                    break;
                case "Enter your password":
                    await browser.SubmitAsync(
                        ("step", "password"), ("password", attempt.Answer == "wrong password" ? "wrong" : Running.Password));
                    break;
                case PhonePage:
                    await AnswerPhoneAsync(browser, attempt.Answer != "phone refuses");
                    break;
                case "Not approved":
                    return ("the person is told AADSTS500121", pages);
                case ConsentPage:
                    await browser.SubmitAsync(("step", "consent"));
                    break;
                case "Approval needed":
                    return ("the person is told AADSTS90094", pages);
                case "Stay signed in?":
                    await browser.SubmitAsync(("step", "kmsi"), ("stay", "no"));
                    break;
                case "Did you start this?":
                    await browser.SubmitAsync(("step", "confirm"));
                    break;
                default:
                    throw new InvalidOperationException($"{attempt}: what is “{heading}”? {browser.Page.Status} {browser.Page.Text}");
            }
        }

        return (null, pages);
    }

    private static bool IsAsked(string user, TestBrowser browser) =>
        browser.Page.Text.Replace("<wbr>", "", StringComparison.Ordinal).Contains(user.Trim(), StringComparison.OrdinalIgnoreCase);

    private async Task AnswerPhoneAsync(TestBrowser browser, bool approve)
    {
        var prompt = (await sandbox.GetControlAsync("prompts"))["prompts"]!.AsArray().Single(one => $"{one!["state"]}" == "pending")!;
        var answer = approve ? $$"""{"number":{{browser.Number}}}""" : "{}";
        (await sandbox.PostControlAsync($"prompts/{prompt["id"]}/{(approve ? "approve" : "refuse")}", answer)).Status.ShouldBe(200);
        await browser.SubmitAsync(("step", "mfa"));
    }

    private async Task<string> LastErrorAsync() =>
        $"{(await sandbox.GetControlAsync("journal"))["entries"]!.AsArray().Last(one => $"{one!["kind"]}" == "interaction")!["error"]}";

    /// <summary>What the redirect address was sent: a code is redeemed.</summary>
    private async Task<string> OutcomeAsync(Attempt attempt, Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("code", out var code))
        {
            var number = ErrorCode().Match(fields["error_description"]).Value;
            return $"the application is told {fields["error"]} {number} {fields.GetValueOrDefault("error_subcode")}".Trim();
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"/{attempt.Tenant}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = attempt.Client,
                ["code"] = code,
                ["code_verifier"] = Orders.Verifier,
                ["redirect_uri"] = attempt.Client == Orders.Page ? Orders.PageOrigin + "/back" : Orders.Redirect,
            }),
        };
        var answer = await sandbox.SendAsync(request, attempt.Client == Orders.Page ? Orders.PageOrigin : null);
        return answer.Status == 200 ? Tokens(answer) : $"a code, refused with AADSTS{answer.Json["error_codes"]![0]}";
    }

    /// <summary>Which tokens there are, and all that they say but times and random values.</summary>
    private static string Tokens(Answer answer)
    {
        var kinds = answer.Json.AsObject()
            .Select(field => field.Key)
            .Where(key => key.EndsWith("_token", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return $"{string.Join(", ", kinds)}: access {ClaimsOf(answer.Json["access_token"])}, ID {ClaimsOf(answer.Json["id_token"])}";
    }

    private static string ClaimsOf(JsonNode? token) =>
        token is null ? "" : JsonNode.Parse(Base64UrlEncoder.Decode($"{token}".Split('.')[1]))!.AsObject()
        .Where(claim => !EachTimeAnother.Contains(claim.Key))
        .Select(claim => $"{claim.Key}={claim.Value!.ToJsonString()}")
        .Aggregate((all, claim) => $"{all} {claim}");

    private static Dictionary<string, string> QueryOf(TestBrowser browser) => browser.Answered();

    private static string Heading(TestBrowser browser) => System.Net.WebUtility.HtmlDecode(H1().Match(browser.Page.Text).Groups[1].Value);

    [GeneratedRegex("<h1>([^<]*)</h1>")]
    private static partial Regex H1();

    [GeneratedRegex("AADSTS[0-9]+")]
    private static partial Regex ErrorCode();
}
