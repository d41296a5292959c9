using Azimuth.Harness;
using Azimuth.Harness.Network;

namespace Azimuth.EndToEnd.Network;

/// <summary>Homes whose cloud is not the sandbox itself: what lies between is what the tests here are about.</summary>
internal static class Elsewhere
{
    public const string SignIn = "login --use-device-code -o json";

    extension(Home home)
    {
        /// <summary>Makes these the authority and the Resource Manager of the active cloud.</summary>
        public Home At(string authority, string? arm = null)
        {
            home.Put("clouds.config", $"""
                [Corporate]
                endpoint_active_directory = {authority}
                endpoint_active_directory_resource_id = https://management.core.windows.net/
                endpoint_management = https://management.core.windows.net/
                endpoint_resource_manager = {arm ?? authority}
                endpoint_microsoft_graph_resource_id = https://graph.microsoft.com/

                """);
            home.Put("config", """
                [cloud]
                name = Corporate

                [core]
                instance_discovery = false

                """);
            return home;
        }

        /// <summary>The cloud is known by names that only a proxy can reach.</summary>
        public Home Behind(ConnectProxy proxy, string? password = null)
        {
            home.Variables["HTTPS_PROXY"] = password is null
                ? proxy.Address
                : proxy.Address.Replace("//", $"//{password}@", StringComparison.Ordinal);
            return home.At($"https://{Interceptor.Login}", $"https://{Interceptor.Arm}");
        }

        /// <summary>Signs in, and expects it to end with one sentence, which is returned without its level.</summary>
        public async Task<string> SentenceAsync()
        {
            var result = (await home.Az.RunAsync(SignIn)).ShouldExit(1);
            result.Stdout.ShouldBeEmpty();
            var errors = result.Stderr.Split('\n').Where(line => line.StartsWith("ERROR: ", StringComparison.Ordinal)).ToList();
            errors.Count.ShouldBe(1, result.Story);
            result.Stderr.ShouldNotContain("   at ", Case.Sensitive, result.Story);
            return result.Stderr[(result.Stderr.IndexOf("ERROR: ", StringComparison.Ordinal) + "ERROR: ".Length)..].TrimEnd();
        }
    }
}
