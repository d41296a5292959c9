using System.Net;
using System.Text.RegularExpressions;

namespace Azimuth.Sandbox.Tests;

/// <summary>A browser as far as sign-in pages need one: cookies, the form of the page, its hidden fields.</summary>
/// <param name="pages">Keeps no cookies of its own: connections are shared by all browsers, cookies by none.</param>
internal sealed partial class TestBrowser(HttpClient pages)
{
    /// <summary>The cookies, to give some of them away to another browser.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    public Answer Page { get; private set; } = new(0, "", new Dictionary<string, string>());

    /// <summary>Where the page's first form goes.</summary>
    public string Action => WebUtility.HtmlDecode(FormAction().Match(Page.Text).Groups[1].Value);

    /// <summary>The hidden fields of the page.</summary>
    public Dictionary<string, string> Hidden => HiddenField().Matches(Page.Text)
        .ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));

    /// <summary>The number that the phone must type.</summary>
    public int Number => int.Parse(BigNumber().Match(Page.Text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    public Task OpenAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    /// <summary>Sends the page's own form with these fields.</summary>
    public Task SubmitAsync(params (string Name, string Value)[] fields) => PostAsync(Action, fields);

    public async Task<Answer> GetAsync(string path)
    {
        var page = Page;
        await OpenAsync(path);
        (var answer, Page) = (Page, page);
        return answer;
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        using var sent = request;
        if (Cookies.Count > 0)
        {
            sent.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using var response = await pages.SendAsync(sent);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            Cookies[pair[0]] = pair[1];
        }

        Page = await Answer.OfAsync(response);
    }

    [GeneratedRegex("<form method=\"post\" action=\"([^\"]*)\"")]
    private static partial Regex FormAction();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();

    [GeneratedRegex("class=\"number\"><span>([0-9]+)")]
    private static partial Regex BigNumber();
}
