namespace Azimuth.Sandbox.Common;

/// <summary>The sandbox's addresses, without a final slash.</summary>
/// <param name="SignIn">Sign-in and ARM: <c>https://localhost:P</c>.</param>
/// <param name="Pages">Pages for people, whose browsers do not trust the CA: <c>http://127.0.0.1:Q</c>.</param>
internal sealed record Origins(string Id, string SignIn, string Pages)
{
    /// <summary>Sign-in answers on port 443 as well.</summary>
    public bool Also443 { get; init; }
}
