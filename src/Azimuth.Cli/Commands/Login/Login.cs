using Azimuth.Cli.Commands.Login.Options;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;

namespace Azimuth.Cli.Commands.Login;

/// <summary><c>az login</c>: signs in a user, an application or a machine, and lets a user choose where commands run.</summary>
/// <param name="settings">Says what local files ask for and do not get.</param>
/// <param name="environment">What says that this is Cloud Shell.</param>
/// <param name="terminal">Where warnings go.</param>
/// <param name="consent">Asks before a sign-in to a cloud that only a variable knows.</param>
/// <param name="kinds">Signs in.</param>
internal sealed class Login(
    Settings settings, EnvironmentVariables environment, Terminal.Terminal terminal, CloudConsent consent, LoginKinds kinds)
{
    /// <param name="read">Reads the options, and refuses those that do not fit together.</param>
    /// <param name="command">Makes the command.</param>
    public static CommandSpec Describe(Func<ParsedArguments, LoginOptions> read, Func<Login> command) => new("login", "Sign in to Azure.")
    {
        Options = LoginOptions.All,
        Run = (arguments, cancel) =>
        {
            var options = read(arguments);
            return command().RunAsync(options, cancel);
        },
    };

    private async Task<int> RunAsync(LoginOptions options, CancellationToken cancel)
    {
        settings.WarnOfLocalFiles();
        await consent.AskAsync(options, cancel);
        if (!options.IsIdentity && environment.NonEmpty("ACC_CLOUD") is not null)
        {
            terminal.Warn(
                "Cloud Shell is automatically authenticated under the initial account signed-in with. Run 'az login' only if you need to "
                    + "use a different account");
        }

        return await kinds.SignInAsync(options, cancel);
    }
}

/// <summary>Who can sign in, and what does it; each is made when the options ask for it.</summary>
internal sealed record LoginKinds(
    Func<ManagedIdentityLogin> ManagedIdentity,
    Func<ServicePrincipalLogin> ServicePrincipal,
    Func<PasswordLogin> Password,
    Func<InteractiveLogin> Interactive)
{
    /// <summary>Signs in what the options name.</summary>
    public Task<int> SignInAsync(LoginOptions options, CancellationToken cancel) => options switch
    {
        { IsIdentity: true } => ManagedIdentity().RunAsync(options, cancel),
        { IsServicePrincipal: true } => ServicePrincipal().RunAsync(options, cancel),
        { UserName: not null, IsInBrowser: false } => Password().RunAsync(options, cancel),
        _ => Interactive().RunAsync(options, cancel),
    };
}
