using System.Text;
using Azimuth.EndToEnd.Security;
using Azimuth.Harness;
using Azimuth.Harness.Processes;
using Azimuth.Harness.Scenarios;

namespace Azimuth.EndToEnd.Rest;

/// <summary>What people type at <c>az rest</c> in their shells, and what they look for in its answers.</summary>
public sealed class RestHabitsTests
{
    [Theory]
    [InlineData("{'location': 'westeurope'}", """{"location": "westeurope"}""", "application/json")]
    [InlineData("{'a': True, 'b': None, 'ü': (1, 2.5)}", """{"a": true, "b": null, "\u00fc": [1, 2.5]}""", "application/json")]
    [InlineData("""{"a":1.50}""", """{"a":1.50}""", "application/json")]
    [InlineData("{location:westeurope}", "{location:westeurope}", null)]
    [InlineData("hello", "hello", null)]
    public async Task A_Python_literal_is_sent_as_JSON_from_the_line_and_from_a_file(string body, string sent, string? type)
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        File.WriteAllText(Path.Combine(home.WorkingFolder, "body.txt"), body + "\n");

        (await home.Az.RunAsync(["rest", "-m", "put", "-u", $"{peer.Origin}/", "--skip-authorization-header", "-b", body])).ShouldSucceed();
        (await home.Az.RunAsync(
            ["rest", "-m", "put", "-u", $"{peer.Origin}/", "--skip-authorization-header", "-b", "@body.txt"])).ShouldSucceed();

        peer.Requests.Count.ShouldBe(2);
        foreach (var request in peer.Requests)
        {
            request.Body.TrimEnd('\n').ShouldBe(sent);
            request.Headers.GetValueOrDefault("Content-Type").ShouldBe(type);
        }
    }

    [Fact]
    public async Task A_body_may_come_from_a_pipe_and_ends_where_it_is_too_large()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        home.Variables["PATH"] = "/usr/bin:/bin";
        home.Variables["AZ"] = Places.Az;

        var piped = await Tool.RunAsync(
            ["bash", "-c", $"\"$AZ\" rest -m put -u {peer.Origin}/ --skip-authorization-header -b @<(printf '{{\"a\": 1}}')"],
            home.Variables, home.WorkingFolder);
        var endless = await home.Az.RunAsync($"rest -m put -u {peer.Origin}/ --skip-authorization-header -b @/dev/zero");

        piped.ExitCode.ShouldBe(0, piped.Stderr);
        peer.Requests.ShouldHaveSingleItem().Body.ShouldBe("""{"a": 1}""");
        endless.ShouldExit(1).Stderr.ShouldContain("The file '/dev/zero' is larger than 64 MiB");
    }

    [Fact]
    public async Task Headers_and_parameters_may_be_Pythons_too()
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text("200 OK"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);

        (await home.Az.RunAsync([
            "rest", "-u", $"{peer.Origin}/", "--skip-authorization-header", "--headers", "{'X-One': \"it's\"}",
            "--uri-parameters", "{'a': ['b', 'c'], 'd': True, 'e': None}",
        ])).ShouldSucceed();

        peer.Requests[0].Headers["X-One"].ShouldBe("it's");
        peer.Requests[0].Target.ShouldBe("/?a=b&a=c&d=True");
    }

    [Theory]
    [InlineData("202 Accepted")]
    [InlineData("404 Not Found")]
    public async Task Status_and_headers_are_told_under_verbose_and_none_that_holds_a_secret(string status)
    {
        await using var peer = TlsServer.Start(_ => TlsServer.Text(
            status,
            headers: "Azure-AsyncOperation: https://management.azure.com/operations/1?api-version=2&t=3\r\nRetry-After: 5\r\nSet-Cookie: "
                + "canary-1\r\nAuthorization: canary-2\r\nx-functions-key: canary-3\r\n"
                + "X-Auth-Token: canary-4\r\nLocation: https://a.blob.core.windows.net/b?sv=1&sig=canary-5&se=6\r\nx-ms-keyvault-region: "
                + "westeurope\r\n"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        var line = $"rest -u {peer.Origin}/ --skip-authorization-header";

        var quiet = await home.Az.RunAsync(line);
        var verbose = await home.Az.RunAsync($"{line} --verbose");
        var debug = await home.Az.RunAsync($"{line} --debug");

        quiet.Stderr.ShouldNotContain("Response");
        verbose.Stderr.ShouldContain($"INFO: Response status: {status[..3]}\nINFO: Response headers:\n");
        verbose.Stderr.ShouldContain("INFO:     'Azure-AsyncOperation': 'https://management.azure.com/operations/1?api-version=2&t=3'\n");
        verbose.Stderr.ShouldContain("INFO:     'Location': 'https://a.blob.core.windows.net/b?sv=1&sig=***&se=6'\n");
        verbose.Stderr.ShouldContain("INFO:     'x-ms-keyvault-region': 'westeurope'\n");
        verbose.Stderr.ShouldContain("INFO:     'Set-Cookie': '***'\n");
        (verbose.Stderr + debug.Stderr).ShouldNotContain("canary");
        verbose.Stdout.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/plain; charset=iso-8859-1", "iso-8859-1", "Zürich\u0080", "Zürich\u0080\n")]
    [InlineData("text/plain; charset=\"Latin1\"", "iso-8859-1", "Zürich", "Zürich\n")]
    [InlineData("text/plain; charset=utf-16le", "utf-16", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain; charset=utf-16be", "utf-16BE", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain; charset=utf-16", "utf-16BE+mark", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain; charset=utf-16", "utf-16+mark", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain; charset=utf8", "utf-8", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain", "utf-8", "Zürich €", "Zürich €\n")]
    [InlineData("text/plain; charset=klingon", "utf-8", "Zürich €", "Zürich €\n")]
    [InlineData("application/json; charset=iso-8859-1", "iso-8859-1", "{\"a\": \"ü\"}", "{\n  \"a\": \"ü\"\n}\n")]
    [InlineData("application/json; charset=utf-16", "utf-16+mark", "{\"a\": \"ü\"}", "{\n  \"a\": \"ü\"\n}\n")]
    public async Task Text_in_another_charset_is_read_by_its_name(string type, string charset, string text, string printed)
    {
        var encoding = Encoding.GetEncoding(charset.Split('+')[0]);
        byte[] body = [.. charset.EndsWith("+mark", StringComparison.Ordinal) ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        await using var peer = Answering("200 OK", type, body);
        using var home = RestAnswerTests.HomeThatTrusts(peer);

        var got = (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --only-show-errors")).ShouldSucceed();
        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --output-file bytes")).ShouldSucceed();

        got.Stdout.ShouldBe(printed);
        File.ReadAllBytes(Path.Combine(home.WorkingFolder, "bytes")).ShouldBe(body, "a file gets what came");
    }

    [Fact]
    public async Task Windows_own_charset_is_read_in_answers_and_in_refusals()
    {
        await using var peer = Answering("200 OK", "text/plain; charset=Windows-1252", [0x80, (byte)' ', 0x93, (byte)'Z', 0xfc, 0x94]);
        await using var refusing = Answering("400 Bad Request", "text/plain; charset=windows-1252", [0x80, 0xfc]);
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        using var other = RestAnswerTests.HomeThatTrusts(refusing);

        (await home.Az.RunAsync($"rest -u {peer.Origin}/ --skip-authorization-header --only-show-errors"))
            .ShouldSucceed().Stdout
            .ShouldBe("€ “Zü”\n");
        (await other.Az.RunAsync($"rest -u {refusing.Origin}/ --skip-authorization-header"))
            .ShouldExit(1).Stderr
            .ShouldBe("ERROR: Bad Request(€ü)\n");
    }

    [Theory]
    [InlineData("body.json", "To send the file of that name, use: --body @body.json")]
    [InlineData(
        "{location:westeurope}",
        "because it is not JSON. The shell may have removed or changed its quotes. Save the body in a file, and use: --body @FILE")]
    [InlineData("{\\\"location\\\":\\\"westeurope\\\"}", "Save the body in a file, and use: --body @FILE")]
    [InlineData("@body.json", "The body is not JSON and was sent without a Content-Type.")]
    [InlineData("{\"a\": 1}", null)]
    [InlineData("{'a': 1}", null)]
    public async Task Where_a_server_refuses_a_body_that_is_no_JSON_it_is_said_what_may_have_been_meant(string body, string? advice)
    {
        await using var peer = TlsServer.Start(request => TlsServer.Text("400 Bad Request", "no"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);
        File.WriteAllText(Path.Combine(home.WorkingFolder, "body.json"), "{location:westeurope}");

        var refused = (await home.Az.RunAsync(
            ["rest", "-m", "put", "-u", $"{peer.Origin}/", "--skip-authorization-header", "-b", body])).ShouldExit(1);

        refused.Stderr.ShouldStartWith("ERROR: Bad Request(no)\n");
        if (advice is null)
        {
            refused.Stderr.ShouldBe("ERROR: Bad Request(no)\n");
        }
        else
        {
            refused.Stderr.ShouldContain(advice);
        }
    }

    [Fact]
    public async Task A_refusal_that_has_nothing_to_do_with_the_body_gives_no_advice_on_it()
    {
        await using var peer = TlsServer.Start(request => TlsServer.Text("403 Forbidden", "no"));
        using var home = RestAnswerTests.HomeThatTrusts(peer);

        (await home.Az.RunAsync(["rest", "-m", "put", "-u", $"{peer.Origin}/", "--skip-authorization-header", "-b", "{a:b}"]))
            .ShouldExit(1).Stderr
            .ShouldBe("ERROR: Forbidden(no)\n");
    }

    [Theory]
    [InlineData("C:/Program Files/Git/subscriptions/99999999-9999-9999-0001-000000000002?api-version=2022-12-01")]
    [InlineData("//subscriptions/99999999-9999-9999-0001-000000000002?api-version=2022-12-01")]
    [InlineData("D:/msys64/subscriptions/99999999-9999-9999-0001-000000000002?api-version=2022-12-01")]
    public async Task What_Git_Bash_makes_of_a_path_is_understood(string url)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);

        (await home.Az.RunAsync(["rest", "-u", url])).ShouldSucceed().Text("displayName").ShouldBe("Finance Department Subscription");
        (await home.Az.RunAsync(["rest", "-u", "C:/Program Files/Git/some/path"])).ShouldExit(1).Stderr.ShouldContain("MSYS_NO_PATHCONV=1");
    }

    [Theory]
    [InlineData("/subscriptions/99999999-9999-9999-0001-000000000002")]
    [InlineData("/Subscriptions/99999999-9999-9999-0001-000000000002/")]
    [InlineData("C:/Program Files/Git/subscriptions/99999999-9999-9999-0001-000000000002")]
    public async Task A_subscriptions_resource_ID_names_it_for_every_command(string id)
    {
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await home.Az.SignInAsync(Contoso.Ada);
        const string Finance = "Finance Department Subscription";

        (await home.Az.RunAsync(["account", "show", "-s", id])).ShouldSucceed().Text("name").ShouldBe(Finance);
        (await home.Az.RunAsync(["account", "get-access-token", "-s", id]))
            .ShouldSucceed()
            .Text("subscription")
            .ShouldBe("99999999-9999-9999-0001-000000000002");
        (await home.Az.RunAsync(["rest", "-u", "/subscriptions/{subscriptionId}?api-version=2022-12-01", "--subscription", id]))
            .ShouldSucceed()
            .Text("displayName")
            .ShouldBe(Finance);
        (await home.Az.RunAsync(["account", "set", "-s", id])).ShouldSucceed();
        (await home.Az.RunAsync("account show")).Text("name").ShouldBe(Finance);
    }

    private static TlsServer Answering(string status, string type, byte[] body) => TlsServer.Start(async (_, stream, cancel) =>
    {
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"),
            cancel);
        await stream.WriteAsync(body, cancel);
    });
}
