using Azimuth.Harness;

namespace Azimuth.EndToEnd.SandboxCommands;

/// <summary>A sandbox that is started in the folder of an ASP.NET Core application has nothing of that application's settings.</summary>
public sealed class CallersSettingsTests
{
    private const string Settings = """
        {
          "AllowedHosts": "shop.contoso.com",
          "Kestrel": { "Endpoints": { "Web": { "Url": "http://127.0.0.1:1" } }, "Limits": { "MaxRequestBodySize": 1 } },
          "Logging": { "LogLevel": { "Default": "Trace" } }
        }
        """;

    [Fact]
    public async Task It_answers_as_ever_and_does_not_look_into_the_folders_below()
    {
        using var home = new Home();
        await File.WriteAllTextAsync(
            Path.Combine(home.WorkingFolder, "appsettings.json"), Settings, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(home.WorkingFolder, "node_modules", "deep"));
        home.Variables["ASPNETCORE_URLS"] = home.Variables["Kestrel__Endpoints__Other__Url"] = "http://127.0.0.1:1";
        home.Variables["ASPNETCORE_ENVIRONMENT"] = home.Variables["DOTNET_ENVIRONMENT"] = "Development";
        home.Variables["PATH"] = "/usr/bin:/bin";

        (await home.Az.RunAsync("sandbox start")).ShouldSucceed();
        try
        {
            var status = (await home.Az.RunAsync("sandbox status")).ShouldSucceed();

            Watches(status.Json("pid")!.GetValue<int>()).ShouldBeEmpty();
        }
        finally
        {
            await home.Az.RunAsync("sandbox stop");
        }
    }

    // Folders and files whose changes the process wants to hear of (inotify).
    private static IEnumerable<string> Watches(int process) =>
        from file in Directory.EnumerateFiles($"/proc/{process}/fdinfo")
        from line in File.ReadLines(file)
        where line.StartsWith("inotify", StringComparison.Ordinal)
        select line;
}
