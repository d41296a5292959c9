using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>What a run of <c>az</c> left.</summary>
public sealed partial class AzResult(string command, int exitCode, string stdout, string stderr, string journal)
{
    public int ExitCode => exitCode;

    public string Stdout => stdout;

    public string Stderr => stderr;

    /// <summary>The command, its exit code, what it said and what was asked of the sandbox; tokens are cut.</summary>
    public string Story => Cut($"""
        $ {command}
        exit code {exitCode}
        --- stdout
        {stdout}
        --- stderr
        {stderr}
        --- asked of the sandbox
        {journal}
        """);

    /// <exception cref="HarnessException">It did not; the message is the <see cref="Story"/>.</exception>
    public AzResult ShouldSucceed() => ShouldExit(0);

    /// <exception cref="HarnessException">Another exit code; the message is the <see cref="Story"/>.</exception>
    public AzResult ShouldExit(int code) =>
        exitCode == code ? this : throw new HarnessException($"Exit code {code} was expected.\n{Story}");

    /// <summary>Stdout as JSON, or what lies there at <paramref name="path"/>: <c>user.name</c>, <c>[0].id</c>.</summary>
    public JsonNode? Json(string path = "") => JsonPath.Find(JsonPath.Parse(stdout, () => Story), path);

    /// <summary>The text at <paramref name="path"/>.</summary>
    public string Text(string path) =>
        Json(path)?.ToString() ?? throw new HarnessException($"There is nothing at '{path}'.\n{Story}");

    /// <summary>The texts of a list, such as <c>[].name</c>.</summary>
    public IReadOnlyList<string?> Texts(string path) =>
        Json(path) is JsonArray list
            ? [.. list.Select(item => item?.ToString())]
            : throw new HarnessException($"There is no list at '{path}'.\n{Story}");

    private static string Cut(string text) => Token.Replace(text, "[cut]");

    // Three base64url parts, or one long enough to be a refresh token or a code.
    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]*|[\w-]{200,}")]
    private static partial Regex Token { get; }
}
