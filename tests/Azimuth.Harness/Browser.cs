using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Harness;

/// <summary>
/// A browser with a person before it: <c>BROWSER</c> of a home. It notes the address that it is told to open; <see cref="SignInAsync"/>
/// does the rest.
/// </summary>
public sealed class Browser : IDisposable
{
    private readonly Home _home;
    private readonly string _opened;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    public Browser(Home home)
    {
        _home = home;
        var program = Path.Combine(home.Root, "browser");
        _opened = program + ".opened";
        Places.WriteProgram(program, $"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{_opened}'\n");
        home.Variables["BROWSER"] = program;
    }

    /// <summary>Waits for the address that it was told to open.</summary>
    public Task<string> OpenedAsync() => Waiting.UntilAsync(
        "an address that the browser should open",
        async () => File.Exists(_opened) && await File.ReadAllLinesAsync(_opened) is [.., var last] ? last : null);

    public int TimesOpened => File.Exists(_opened) ? File.ReadAllLines(_opened).Length : 0;

    /// <summary>Signs in on the page that was opened and brings the answer to the listener.</summary>
    /// <returns>The page that the listener answered with.</returns>
    public async Task<string> SignInAsync(Person person)
    {
        var answer = await Control.AuthorizeAsync(await OpenedAsync(), person);
        return await BringAsync(answer);
    }

    /// <summary>The person cancels: the page sends the browser back with Entra ID's refusal.</summary>
    public async Task<string> RefuseAsync()
    {
        var asked = (await OpenedAsync()).Split('?', 2)[1].Split('&').Select(field => field.Split('=', 2))
            .ToDictionary(field => field[0], field => Uri.UnescapeDataString(field[1].Replace('+', ' ')));
        return await BringAsync(new()
        {
            ["redirectUri"] = asked["redirect_uri"],
            ["mode"] = asked.GetValueOrDefault("response_mode", "query"),
            ["fields"] = new JsonObject
            {
                ["error"] = "access_denied",
                ["error_subcode"] = "cancel",
                ["error_description"] = "AADSTS65004: User declined to consent to access the app.",
                ["state"] = asked["state"],
            },
        });
    }

    /// <summary>Brings an answer of the control API's <c>authorize</c> to the listener, as a browser would.</summary>
    public async Task<string> BringAsync(JsonObject answer)
    {
        var fields = answer["fields"]!.AsObject().ToDictionary(field => field.Key, field => field.Value!.GetValue<string>());
        var target = new Uri(answer["redirectUri"]!.GetValue<string>());
        using var form = new FormUrlEncodedContent(fields);
        using var response = answer["mode"]!.GetValue<string>() == "form_post"
            ? await _http.PostAsync(target, form)
            : await _http.GetAsync(new UriBuilder(target) { Query = await form.ReadAsStringAsync() }.Uri);
        return await response.Content.ReadAsStringAsync();
    }

    public void Dispose() => _http.Dispose();

    private ControlApi Control => _home.Azure?.Control ?? throw new HarnessException("This home has no sandbox to sign in to.");
}
