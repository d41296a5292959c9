namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --identity</c>: the machine signs itself in. No selector.</summary>
internal static class ManagedIdentityLogin
{
    public static Task<int> RunAsync(LoginWords words, Composition az, CancellationToken cancel) =>
        throw new UserError("Signing in as a managed identity is not in this version of Azimuth; it signs people in with a browser or a device code.");
}
