using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Harness;

/// <summary>A sandbox's control API: what the person at the phone, the administrator and the clock do.</summary>
public sealed class ControlApi(Uri address, string key) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>That of a sandbox that is running, by its <c>ready.json</c>.</summary>
    public static ControlApi Of(string readyFile)
    {
        var ready = JsonNode.Parse(File.ReadAllText(readyFile))!;
        return new(new(ready["control"]!.GetValue<string>()), File.ReadAllText(ready["controlKeyFile"]!.GetValue<string>()).Trim());
    }

    public Task<JsonObject> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<JsonObject> PostAsync(string path, JsonObject? body = null) => SendAsync(HttpMethod.Post, path, body ?? []);

    public Task<JsonObject> ApproveDeviceCodeAsync(string userCode, Person person) =>
        PostAsync($"device-codes/{userCode}/approve", new() { ["user"] = person.UserName, ["password"] = person.Password });

    public Task<JsonObject> RefuseDeviceCodeAsync(string userCode) => PostAsync($"device-codes/{userCode}/refuse");

    /// <summary>Does what the person does on the page that an authorize URL opens.</summary>
    /// <returns><c>redirectUri</c>, <c>mode</c>, <c>fields</c>.</returns>
    public Task<JsonObject> AuthorizeAsync(string url, Person person) =>
        PostAsync("authorize", new() { ["url"] = url, ["user"] = person.UserName });

    /// <summary>Puts another world in the place of the one that it has.</summary>
    public Task LoadAsync(Scenario scenario) => PostAsync("scenario", JsonNode.Parse(scenario.ToJson())!.AsObject());

    public Task RevokeAsync(Person person) => PostAsync($"users/{person.UserName}/revoke");

    public Task AdvanceClockAsync(TimeSpan by) => PostAsync("clock", new() { ["advanceSeconds"] = (long)by.TotalSeconds });

    /// <summary>Whether a test has turned a switch: the sandbox may be slow on purpose.</summary>
    public bool HasSwitched { get; private set; }

    public Task SwitchOnAsync(string name, JsonObject? settings = null)
    {
        settings ??= [];
        settings["on"] = true;
        HasSwitched = true;
        return PostAsync($"switches/{name}", settings);
    }

    public Task SwitchOffAsync(string name) => PostAsync($"switches/{name}", new() { ["on"] = false });

    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{address.ToString().TrimEnd('/')}/{path}"));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
        {
            throw new HarnessException($"{method} /control/{path} was answered by {(int)response.StatusCode}: {text}");
        }

        return text.Length == 0
            ? []
            : JsonNode.Parse(text) as JsonObject ?? throw new HarnessException($"/control/{path} is no object: {text}");
    }
}
