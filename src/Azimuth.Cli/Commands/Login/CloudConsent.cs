using Azimuth.Cli.Terminal;
using Azimuth.Clouds;

namespace Azimuth.Cli.Commands.Login;

/// <summary>
/// SECURITY S1: before a person types a password, or a browser opens, at an authority of which only an environment
/// variable knows. Its page may lead on to the real one, so what a person sees there proves nothing.
/// </summary>
internal static class CloudConsent
{
    /// <exception cref="UserError">The person said no, or there is nobody to ask.</exception>
    public static async Task AskAsync(CloudList clouds, Terminal.Terminal terminal, CancellationToken cancel)
    {
        if (clouds.Active is not { } cloud || !clouds.IsHearsay(cloud))
        {
            return;
        }

        var host = new Uri(cloud.Authority).Authority;
        var remedy = $"az cloud update --name \"{cloud.Name}\" --endpoint-active-directory {cloud.Authority}";
        if (!terminal.InIsTerminal)
        {
            throw new UserError($"Only {MetadataClouds.Variable} says that '{cloud.Name}' signs in at {host}, and there is no terminal to confirm it.", remedy);
        }

        if (!await terminal.ConfirmAsync($"Only {MetadataClouds.Variable} says that '{cloud.Name}' signs in at {VisibleText.Line(host)}. Sign in there?", otherwise: false, cancel))
        {
            throw new UserError($"Not signed in: {host} was not confirmed.");
        }
    }
}
