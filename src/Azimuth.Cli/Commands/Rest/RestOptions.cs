using System.CommandLine;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>The options of <c>az rest</c>, and what was typed behind them.</summary>
internal sealed class RestOptions
{
    // Those of the Azure CLI and their order are recorded (options.json, 2.91); --timeout is an addition.
    private static readonly AddressOption Address = new("--url", "--uri", "-u")
    {
        Description = "Where to: a whole address, or a path below Azure Resource Manager such as /subscriptions?api-version=2022-12-01. {subscriptionId} stands for the current subscription.",
        Arity = ArgumentArity.ExactlyOne,
        Required = true,
    };

    private static readonly ChoiceOption Method = new("--method", ["head", "get", "put", "post", "delete", "options", "patch"])
    {
        Description = "The HTTP method; get, when nothing is said.",
        Arity = ArgumentArity.ExactlyOne,
        Aliases = { "-m" },
    };

    private static readonly QuietOption<string[]> Headers = new("--headers")
    {
        Description = "Headers, as KEY=VALUE or as a JSON object; @FILE reads them from a file.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly QuietOption<string[]> Parameters = new("--uri-parameters", "--url-parameters")
    {
        Description = "What is appended to the address as a query, as KEY=VALUE or as a JSON object.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> SkipAuthorization = CommonOptions.Flag("Send no token.", "--skip-authorization-header");

    private static readonly QuietOption<string> Body = new("--body", "-b")
    {
        Description = "What is sent: text, @FILE for the bytes of a file, @- for standard input.",
        Arity = ArgumentArity.ExactlyOne,
        IsLiteral = true,
    };

    private static readonly Option<string> OutputFile = CommonOptions.File("Where the answer is written, byte for byte, instead of being printed.", "--output-file");

    private static readonly Option<string> Resource = CommonOptions.Value("What the token is for, when the address does not tell: the resource's URI.", "--resource");

    private static readonly Option<string> Subscription = CommonOptions.Value("Name or ID of the subscription instead of the current one.", "--subscription");

    private static readonly Option<string> Timeout = CommonOptions.Value("Seconds without a sign of the server after which it is given up: 30 for get, head and options, else 100.", "--timeout");

    public required string Url { get; init; }

    public required HttpMethod HttpMethod { get; init; }

    public required IReadOnlyList<string> HeaderWords { get; init; }

    public required IReadOnlyList<string> ParameterWords { get; init; }

    public bool SkipsAuthorization { get; init; }

    public string? BodyWord { get; init; }

    public string? File { get; init; }

    public string? ResourceUri { get; init; }

    public string? SubscriptionNameOrId { get; init; }

    public required TimeSpan Patience { get; init; }

    public static IReadOnlyList<Option> Options =>
        [Method, Address, Parameters, Headers, Body, SkipAuthorization, Resource, OutputFile, Subscription, Timeout];

    /// <exception cref="UserError">A number of seconds that is none.</exception>
    public static RestOptions Of(ParseResult words)
    {
        var method = new HttpMethod((words.GetValue(Method) ?? "get").ToUpperInvariant());
        return new()
        {
            Url = words.GetValue(Address)!,
            HttpMethod = method,
            HeaderWords = words.GetValue(Headers) ?? [],
            ParameterWords = words.GetValue(Parameters) ?? [],
            SkipsAuthorization = words.GetValue(SkipAuthorization),
            BodyWord = words.GetValue(Body),
            File = words.GetValue(OutputFile),
            ResourceUri = words.GetValue(Resource),
            SubscriptionNameOrId = words.GetValue(Subscription),
            Patience = RestPatience.Of(words.GetValue(Timeout), method),
        };
    }
}

/// <summary>How long a request waits for a sign of the server.</summary>
internal static class RestPatience
{
    private const int Longest = 3600;

    // Who only asks can ask again. Who changes something would not know whether it was done; ARM itself ends after 60 seconds.
    private static readonly TimeSpan Changing = TimeSpan.FromSeconds(100);

    /// <exception cref="UserError">No number of seconds.</exception>
    public static TimeSpan Of(string? seconds, HttpMethod method) => seconds switch
    {
        null => method.Method is "GET" or "HEAD" or "OPTIONS" ? CommandTimeouts.OfOthers : Changing,
        _ when int.TryParse(seconds, out var number) && number is > 0 and <= Longest => TimeSpan.FromSeconds(number),
        _ => throw new UserError($"argument --timeout: a number of seconds from 1 to {Longest} is expected, not '{seconds}'.", exitCode: 2),
    };
}
