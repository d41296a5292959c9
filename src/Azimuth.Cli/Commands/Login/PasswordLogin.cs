namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --username</c>: a person, without a browser.</summary>
internal static class PasswordLogin
{
    public static Task<int> RunAsync(LoginWords words, Composition az, CancellationToken cancel) =>
        throw new UserError("Signing in as a user with a password is not in this version of Azimuth; it signs people in with a browser or a device code.");
}
