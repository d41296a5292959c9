using System.Net;
using Azimuth.Accounts;
using Azimuth.Cli.Commands.Login;
using Azimuth.Cli.Parsing.Specs;
using Azimuth.Flows.Msal;
using Azimuth.Rest;

namespace Azimuth.Cli.Commands.Rest;

/// <summary><c>az rest</c>: one request, signed as the current account.</summary>
/// <param name="requests">Makes a request of the options.</param>
/// <param name="accounts">Whose token it brings, by the name or ID of a subscription.</param>
/// <param name="call">Sends it.</param>
/// <param name="reauthentication">Offers to sign in again where a token is refused.</param>
/// <param name="output">Prints the answer.</param>
/// <param name="terminal">Where warnings go.</param>
internal sealed class Rest(
    RestRequestBuilder requests, Func<string?, RestAccount> accounts, Func<RestCall> call, Func<Reauthentication> reauthentication,
    Output.Output output, Terminal.Terminal terminal)
{
    private const string HowToSignIn = "Interactive authentication is needed. Please run:";

    public static CommandSpec Describe(Func<Rest> command) => new(
        "rest", "Send an authenticated HTTP request to Azure or any other endpoint.")
    {
        Options = RestOptions.All,
        Run = (arguments, cancel) =>
        {
            var options = new RestOptions(arguments);
            return command().RunAsync(options, cancel);
        },
    };

    private async Task<int> RunAsync(RestOptions options, CancellationToken cancel)
    {
        var account = accounts(options.SubscriptionNameOrId);
        var request = await requests.BuildAsync(options, account, cancel);
        var scopes = account.ScopesFor(request, options, terminal.Warn);
        var row = scopes is null ? null : await account.ForAsync(request.Address, cancel);
        RestToken? token = row is null ? null : (claims, stop) => account.TokenAsync(row, scopes!, claims, stop);
        var http = call();

        var outcome = await http.SendAsync(request, token, cancel);
        if (outcome.Claims is { } wanted)
        {
            using (outcome.Answer)
            {
                RestHeaders.Report(outcome.Answer, terminal);
                await SignInAgainAsync(outcome, row!, scopes!, wanted, cancel);
            }

            outcome = await http.SendAsync(request, token, cancel);
        }

        using var answer = outcome.Answer;
        RestHeaders.Report(answer, terminal);
        if (answer.StatusCode >= HttpStatusCode.BadRequest)
        {
            throw new UserError(
                await RestAnswer.ExplainAsync(answer, cancel),
                answer.StatusCode == HttpStatusCode.Unauthorized
                    ? $"{HowToSignIn}\naz logout\naz login"
                    : RestBody.Advice(options.BodyArgument, request, answer.StatusCode))
            {
                IsWhole = true,
            };
        }

        await (options.File is { } file
            ? RestAnswer.SaveAsync(answer, file, cancel)
            : RestAnswer.ShowAsync(answer, output, terminal, cancel));
        return 0;
    }

    private async Task SignInAgainAsync(
        RestOutcome outcome, Subscription row, string[] scopes, string claims, CancellationToken cancel)
    {
        if (!await reauthentication().OfferAsync(outcome.Refusal!, row, scopes, claims, cancel))
        {
            throw new UserError(
                await RestAnswer.ExplainAsync(outcome.Answer, cancel),
                $"{outcome.Refusal!.Message}\n{HowToSignIn}\naz logout\n{MsalErrors.LoginCommand(row.TenantId, scopes, claims)}",
                cause: outcome.Refusal)
            {
                IsWhole = true,
            };
        }
    }
}
