using System.Text;
using Azimuth.Harness.Processes;

namespace Azimuth.Fuzz;

/// <summary>Good inputs: the files that the real Azure CLI left when it was recorded, and what each format is made of.</summary>
internal static class Seeds
{
    public static IReadOnlyList<string> Json { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e400", "12345678901234567890", "{}", "[]", "\"\"",
        "{\"a\":1}", "\\u0000", "\\ud800", "\\", "\uFEFF", "\0", "\n", "[[", "{\"a\":",
        "\"id\":", "\"user\":", "\"name\":", "\"secret\":", "\"home_account_id\": null,", "\"target\":", "\"nextLink\":", "\"value\":",
    ];

    public static IReadOnlyList<string> Ini { get; } =
        [
            "[", "]", "=", ":", "\n", "\r\n", "\r", " ", "\t", "#", ";", "[cloud]\n", "[DEFAULT]\n", "name = x\n", "%",
            "%(name)s", "\0", "\u2028", "\uFEFF", "\u0085", "\v"
        ];

    /// <summary>All recorded files of this name.</summary>
    public static IReadOnlyList<byte[]> Files(string name) =>
        [.. Directory.EnumerateFiles(
            Path.Combine(Places.Repository, "tests", "recorded", "az-2.91", "fixtures"), name, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(bytes => bytes.Length is > 0 and < 20_000)];

    public static IReadOnlyList<byte[]> Of(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
