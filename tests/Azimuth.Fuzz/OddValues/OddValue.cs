using System.Text;

namespace Azimuth.Fuzz.OddValues;

/// <summary>What ends up in an option, a setting, a variable or a file by mistake.</summary>
internal static class OddValue
{
    private const string Id = "11111111-1111-1111-1111-000000000001";

    /// <summary>A path that leads nowhere, into a folder that is there and in which not even root can make anything.</summary>
    private const string Missing = "/proc/azimuth-no-such-file.pem";

    /// <summary>As text, which can stand anywhere; U+FFFD is what bytes that are not UTF-8 come as.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "", " ", "   ", "\t", "\r", "\n", "\r\n", "\uFEFF", "\u00A0", "\u200B", "\u2028",
        $"{Id}\r", $"{Id}\n", $"{Id}\r\n", $"\r\n{Id}", $" {Id} ", $"\uFEFF{Id}", $"{Id}\u00A0", $"{Id}\u200B",
        $"\u202A{Id}\u202C", $"{Id}\u2028", $"{Id}\0",
        "contoso.onmicrosoft.com\r", "Contoso Ltd", "\u202Egnp.exe", "a\nb", "a\rb", "\e[2J\e]0;x\a",
        "%X%", "{x}", "{}", "$(x)", "${X}", "$X", "<id>", "null", "None", "undefined", "\"\"", "''", $"\"{Id}\"", $"'{Id}'",
        "\"", "'", "\\", "a\\",
        "-", "--", "---", "-x", "--x", "@", "@missing", "@/dev/null", "@/", "@-", "~", "~/x", ".", "..", "/", "/dev/null",
        "/dev/zero", "/proc/no/such/folder/x", Missing, "C:\\x", "\\\\x\\y",
        "https://x.test", "http://127.0.0.1:1/x", "https://", "https://[", "https://a b/", "//x", "x://y", "http://[::1",
        "https://user:pass@x.test:99999/", "file:///etc/passwd", "api://x/.default", "x/.default",
        "0", "-1", "+1", "1e9", "00", "1.5", "65536", "99999999999999999999999999", "NaN", "０", "١", "true", "TRUE", "yes",
        "{\"a\":1}", "[]", "[1", "{'a': True}", "a=b", "=", "a=", "=b", "a.b=c", "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.c2ln", "e30=",
        "bnVsbA==", "W10=",
        "👩‍👩‍👧", "é", "e\u0301", "语", "ı", "\uFFFD\uFFFD", "\uD83D", "\uDC00x", "x\uD83D", "%s%n%d", "{0}", "AZURECLOUD",
        "../../etc", "a/b", "a;b", "a&b", "a|b", "*", "?", "#", "[a]",
        new('x', 300), new('x', 100_000), new('9', 5_000), new('[', 5_000), string.Concat(Enumerable.Repeat("a ", 3_000)),
        string.Concat(Enumerable.Repeat("../", 2_000)),
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n-----END PRIVATE KEY-----\n",
        "S3CRET-q8Q~canary.Zx", "S3CRET-q8Q~canary.Zx\r\n",
    ];

    /// <summary>As bytes: what files, stdin and settings can hold besides.</summary>
    public static IReadOnlyList<byte[]> Contents { get; } =
    [
        .. Texts.Select(text => new UTF8Encoding(false, false).GetBytes(text)),
        [0], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF], [0xFF, 0xFE, 0x00], [0xC3, 0x28], [0xED, 0xA0, 0xBD], [0x80, 0x80],
        [.. "gr"u8, 0xFC, .. "n"u8], [.. Encoding.Unicode.GetBytes(Id)],
        new byte[1 << 20], new byte[(1 << 20) + 1], [.. Enumerable.Repeat((byte)'x', 1 << 20)], [.. Enumerable.Repeat((byte)'\n', 1 << 20)],
    ];
}
