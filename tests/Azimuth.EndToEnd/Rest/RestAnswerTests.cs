using System.Text;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Rest;

/// <summary>Any server, any answer: what <c>az rest</c> sends there and what it makes of what comes back.</summary>
public sealed class RestAnswerTests
{
    [Fact]
    public async Task JSON_is_printed_as_every_result_is()
    {
        await using var peer = TlsServer.Start(
            _ => TlsServer.Text("200 OK", """{"z": 1e2, "a": [{"d": "é\n", "c": 10000000000000000000000}], "a2": null, "z": 1.50}"""));
        using var home = HomeThatTrusts(peer);

        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header")).ShouldSucceed().Stdout.ShouldBe(
            """
            {
              "a": [
                {
                  "c": 10000000000000000000000,
                  "d": "é\n"
                }
              ],
              "a2": null,
              "z": 1.5
            }

            """);
        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-auth --query keys(@) -o tsv")).Stdout.ShouldBe("z\na\na2\n");
    }

    [Theory]
    [InlineData("text/plain", "hello\nthere", "hello\nthere\n")]
    [InlineData("application/json", "{\"cut\": ", "{\"cut\": \n")]
    [InlineData("text/html", "<h1>no</h1>", "<h1>no</h1>\n")]
    public async Task What_is_no_JSON_is_printed_as_it_is_with_a_warning(string type, string body, string printed)
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", body, type));
        using var home = HomeThatTrusts(peer);

        var got = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header")).ShouldSucceed();

        got.Stdout.ShouldBe(printed);
        got.Stderr.ShouldBe(
            "WARNING: Not a json response, outputting to stdout. For binary data suggest use \"--output-file\" to write to a file\n");
    }

    [Fact]
    public async Task An_empty_answer_prints_nothing()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK"));
        using var home = HomeThatTrusts(peer);

        var got = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header")).ShouldSucceed();

        got.Stdout.ShouldBeEmpty();
        got.Stderr.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_of_any_number_reach_the_output_file_and_stdout_stays_empty()
    {
        const int Size = 80 << 20;
        await using var peer = TlsServer.Start(async (_, stream, cancel) =>
        {
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {Size}\r\nConnection: close\r\n\r\n"),
                cancel);
            var block = new byte[1 << 20];
            block.AsSpan().Fill(0xFE);
            for (var sent = 0; sent < Size; sent += block.Length)
            {
                await stream.WriteAsync(block, cancel);
            }
        });
        using var home = HomeThatTrusts(peer);

        var got = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --output-file all.bin")).ShouldSucceed();

        got.Stdout.ShouldBeEmpty();
        new FileInfo(Path.Combine(home.WorkingFolder, "all.bin")).Length.ShouldBe(Size);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_not_left_behind()
    {
        await using var peer = TlsServer.Start(_ => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
        using var home = HomeThatTrusts(peer);

        var got = await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --output-file all.bin");

        got.ShouldExit(1).Stderr.ShouldStartWith("ERROR: ");
        File.Exists(Path.Combine(home.WorkingFolder, "all.bin")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refusal_leaves_no_output_file()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("404 Nowhere", "no"));
        using var home = HomeThatTrusts(peer);

        var got = await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --output-file all.bin");

        got.ShouldExit(1).Stderr.ShouldBe("ERROR: Nowhere(no)\n");
        File.Exists(Path.Combine(home.WorkingFolder, "all.bin")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_sent_is_what_was_asked_for_and_who_we_are()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", "{}"));
        using var home = HomeThatTrusts(peer);
        home.Variables["AZURE_HTTP_USER_AGENT"] = "pipeline/7";
        string[] words =
        [
            "rest", "--skip-authorization-header", "--method", "post", "--url", $"{peer.Origin}/a%2Fb?first=1",
            "--headers", "X-One=a=b", """{"X-Two": "2", "user-agent": "mine/1"}""",
            "--url-parameters", "$filter=name eq 'x&y'", """{"n": 5, "many": ["p", "q"], "none": null}""",
            "--body", """{"name": "Zoë"}""",
        ];

        (await home.Az.RunAsync(words)).ShouldSucceed();

        var got = peer.Requests.ShouldHaveSingleItem();
        got.Method.ShouldBe("POST");
        got.Target.ShouldBe("/a%2Fb?first=1&%24filter=name+eq+%27x%26y%27&n=5&many=p&many=q");
        got["X-One"].ShouldBe("a=b");
        got["X-Two"].ShouldBe("2");
        got["User-Agent"]!.ShouldMatch(@"^azimuth/[\d.]+ pipeline/7 mine/1$");
        Guid.TryParse(got["x-ms-client-request-id"], out _).ShouldBeTrue();
        got["Content-Type"].ShouldBe("application/json");
        got["Authorization"].ShouldBeNull();
        got.Body.ShouldBe("""{"name": "Zoë"}""");
    }

    [Theory]
    [InlineData("plain text", null, null)]
    [InlineData("plain text", "Content-Type=text/plain", "text/plain")]
    [InlineData("{\"a\": 1}", "content-type=application/merge-patch+json", "application/merge-patch+json")]
    public async Task A_body_is_announced_as_what_it_is(string body, string? header, string? expected)
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", "{}"));
        using var home = HomeThatTrusts(peer);
        string[] words = [
            "rest", "--skip-authorization-header", "-m", "patch", "-u", peer.Origin, "-b", body,
            .. header is null ? [] : new[] { "--headers", header }
        ];

        (await home.Az.RunAsync(words)).ShouldSucceed();

        peer.Requests[0]["Content-Type"].ShouldBe(expected);
    }

    [Fact]
    public async Task A_body_comes_from_a_file_byte_for_byte_or_from_standard_input()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK", "{}"));
        using var home = HomeThatTrusts(peer);
        File.WriteAllBytes(Path.Combine(home.WorkingFolder, "body"), [.. "\uFEFF"u8, .. "two\nlines\n"u8]);
        var send = $"rest --skip-authorization-header -m post -u {peer.Origin} -b";

        (await home.Az.RunAsync($"{send} @body")).ShouldSucceed();
        (await home.Az.RunAsync($"{send} @-", input: "from stdin")).ShouldSucceed();
        (await home.Az.RunAsync($"{send} @nothing")).ShouldSucceed();
        (await home.Az.RunAsync($"rest --skip-authorization-header -m post -u {peer.Origin} --body=@body")).ShouldSucceed();
        File.WriteAllText(Path.Combine(home.Folder, "body"), "at home");
        (await home.Az.RunAsync($"{send} @~/body")).ShouldSucceed();

        peer.Requests.Select(each => each.Body).ShouldBe(["two\nlines\n", "from stdin", "@nothing", "two\nlines\n", "at home"]);
    }

    internal static Home HomeThatTrusts(TlsServer peer)
    {
        var home = new Home();
        home.Variables["REQUESTS_CA_BUNDLE"] = peer.CaFile;
        return home;
    }
}
