using System.CommandLine;
using Azimuth.Accounts;
using Azimuth.Cli.Parsing;
using Azimuth.Tokens;

namespace Azimuth.Cli.Commands.Logout;

/// <summary><c>az logout</c>: forgets one identity, in every cloud.</summary>
internal static class Logout
{
    public static Command Describe(Composition az)
    {
        var userName = CommonOptions.Value("Who: a user name, or a service principal's ID. Who is signed in now, when nothing is said.", "--username");
        var command = new Command("logout", "Forget an identity and its tokens.") { userName };
        command.SetAction((words, cancel) =>
        {
            if (az.Environment.NonEmpty("ACC_CLOUD") is not null)
            {
                az.Terminal.Warn("Logout successful. Re-login to your initial Cloud Shell identity with 'az login --identity'. Login with a new identity with 'az login'.");
            }

            return RunAsync(az.Profile, az.Clouds.ActiveName, az.TokenCache, words.GetValue(userName), cancel);
        });
        return command;
    }

    /// <summary>Rows first, tokens then: a crash in between leaves tokens that nothing shows, never a row whose tokens are gone.</summary>
    internal static async Task<int> RunAsync(ProfileFile file, string cloud, TokenCacheFile tokens, string? userName, CancellationToken cancel)
    {
        var leaving = string.IsNullOrEmpty(userName) ? Current(await file.ReadAsync(cancel), cloud) : userName;

        file.CheckWritable(); // both or neither
        tokens.CheckWritable();
        await file.UpdateAsync(profile => profile.RemoveIdentity(leaving), cancel);
        await tokens.ForgetAsync(leaving, cancel);
        return 0;
    }

    private static string Current(Profile profile, string cloud) =>
        profile.In(cloud).FirstOrDefault(each => each.IsDefault)?.User.Name ?? throw new UserError("There are no active accounts.");
}
