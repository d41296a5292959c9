using System.Text;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Security.Secrets;

/// <summary>Attack S14: whoever lists the processes of the machine reads no secret there.</summary>
public sealed class CommandLineTests
{
    // A claims challenge is one of the secret options, and a sign-in by device code waits for as long as the test looks.
    [Theory]
    [InlineData("--claims-challenge", "{0}")]
    [InlineData("--claims-challenge={0}")]
    [InlineData("--claims-ch", "{0}")]
    public async Task A_waiting_sign_in_shows_no_secret_in_the_list_of_processes(params string[] secretive)
    {
        var canary = Convert.ToBase64String("""{"access_token":{"nbf":{"essential":true,"value":"1893456000"}}}"""u8);
        string[] words = [
            "login", "--use-device-code",
            .. secretive.Select(word => word.Replace("{0}", canary, StringComparison.Ordinal)),
            "--allow-no-subscriptions"
        ];
        await using var azure = await Sandbox.StartAsync();
        using var home = azure.NewHome();
        await using var process = home.Az.Start(words);
        _ = await home.Az.DeviceCodeAsync(process, words);

        var seen = Encoding.UTF8.GetString(
            await File.ReadAllBytesAsync($"/proc/{process.Id}/cmdline", TestContext.Current.CancellationToken)).Split('\0');

        seen.ShouldAllBe(word => !word.Contains(canary.Substring(0, 12)) && !word.Contains(canary.Substring(canary.Length - 12)));
        seen.ShouldContain("--use-device-code", "what is no secret stays");
        seen.ShouldContain("--allow-no-subscriptions");
    }
}
