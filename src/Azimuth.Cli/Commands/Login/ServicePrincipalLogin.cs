namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login --service-principal</c>: an application signs in. No selector.</summary>
internal static class ServicePrincipalLogin
{
    public static Task<int> RunAsync(LoginWords words, Composition az, CancellationToken cancel) =>
        throw new UserError("Signing in as a service principal is not in this version of Azimuth; it signs people in with a browser or a device code.");
}
