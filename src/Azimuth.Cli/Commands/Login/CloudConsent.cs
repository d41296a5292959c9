using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Terminal;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Clouds;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Login;

/// <summary>
/// Attack S1: before anybody signs in to a cloud of which only an environment variable knows. Its page may lead on to the
/// real one, so what a user sees there proves nothing; and its Resource Manager gets the tokens.
/// </summary>
/// <param name="clouds">The list of clouds, with the active one.</param>
/// <param name="terminal">The terminal that the question is asked on.</param>
internal sealed class CloudConsent(CloudList clouds, Terminal.Terminal terminal)
{
    /// <summary>Asks a user before a sign-in; for an application it only warns, since there may be no user.</summary>
    /// <param name="options">Who signs in.</param>
    /// <param name="cancel">Cancels the operation; Ctrl-C in a terminal.</param>
    /// <exception cref="UserError">The answer was no, there is no terminal to ask on, or the cloud is refused anyway.</exception>
    public async Task AskAsync(LoginOptions options, CancellationToken cancel)
    {
        var cloud = clouds.Active;
        var asksFirst = CloudList.AsksFirst(cloud, options.IsIdentity); // a cloud that is refused anyway asks nothing
        if (!options.IsIdentity && CloudList.IsHearsay(cloud))
        {
            if (options.IsServicePrincipal)
            {
                terminal.Warn(
                    $"Only {MetadataClouds.Variable} says that '{cloud.Name}' signs in at {cloud.AuthorityAddress.Authority}. The "
                        + "credential of the service principal is sent there.");
            }
            else
            {
                await AskForAuthorityAsync(cancel);
            }
        }

        if (asksFirst)
        {
            var host = cloud.ResourceManagerPath("").Authority;
            await AskAsync(
                $"Only {MetadataClouds.Variable} says that '{cloud.Name}' sends its tokens for {cloud.ManagementResource} to {host}",
                "Sign in and send tokens there?",
                host,
                Register(cloud, "active-directory", "active-directory-resource-id", "resource-manager"),
                cancel);
            await clouds.ConfirmAsync(cloud, cancel);
        }
    }

    /// <summary>Asks a user before a sign-in at an authority of which only the variable knows.</summary>
    /// <exception cref="UserError">The answer was no, or there is no terminal to ask on.</exception>
    public async Task AskForAuthorityAsync(CancellationToken cancel)
    {
        if (clouds.Active is not { } cloud || !CloudList.IsHearsay(cloud))
        {
            return;
        }

        var host = cloud.AuthorityAddress.Authority;
        await AskAsync(
            $"Only {MetadataClouds.Variable} says that '{cloud.Name}' signs in at {host}", "Sign in there?", host,
            Register(cloud, "active-directory"), cancel);
    }

    private async Task AskAsync(string fact, string question, string host, string remedy, CancellationToken cancel)
    {
        // A pipe that says yes to everything is not a user's decision.
        if (!terminal.InIsTerminal)
        {
            throw new UserError($"{fact}, and there is no terminal to confirm it.", remedy);
        }

        if (!await terminal.ConfirmAsync($"{VisibleText.Line(fact)}. {question}", otherwise: false, cancel))
        {
            throw new UserError($"Not signed in: {host} was not confirmed.");
        }
    }

    // Names and addresses are another's words: each stays one word of the command, whatever it holds.
    private static string Register(Azimuth.Clouds.Cloud cloud, params IReadOnlyList<string> endpoints) => string.Concat(
        endpoints.Select(each => $" --endpoint-{each} {ShellWord.Quote(cloud.Endpoint(each.Replace('-', '_')))}")
            .Prepend($"To register it, run: az cloud update --name {ShellWord.Quote(cloud.Name)}"));
}
