using Azimuth.Cli.Parsing.Specs;

namespace Azimuth.Cli.Commands.Rest;

/// <summary>The options of <c>az rest</c>, each with the value that was given.</summary>
/// <param name="arguments">What was given.</param>
/// <exception cref="UserError">A number of seconds that is none.</exception>
internal sealed class RestOptions(ParsedArguments arguments)
{
    // Those of the Azure CLI and their order are recorded (options.json, 2.91); --timeout is an addition.
    private static readonly ValueOption Address = new("--url", "--uri", "-u")
    {
        Help = "URL, or a path of Azure Resource Manager such as /subscriptions?api-version=2022-12-01. "
            + "{subscriptionId} is replaced by the current subscription.",
        Kind = ValueKind.Address,
        IsRequired = true,
    };

    private static readonly ValueOption Method = new("--method", "-m")
    {
        Help = "HTTP method. Default: get.",
        Choices = ["head", "get", "put", "post", "delete", "options", "patch"],
    };

    private static readonly ListOption Headers = new("--headers")
    {
        Help = "Headers, as KEY=VALUE or as a JSON object; @FILE reads a file.",
        Placeholder = "KEY=VALUE",
        Kind = ValueKind.Quiet,
    };

    private static readonly ListOption Parameters = new("--uri-parameters", "--url-parameters")
    {
        Help = "Query parameters to append to the URL, as KEY=VALUE or as a JSON object; @FILE reads a file.",
        Placeholder = "KEY=VALUE",
        Kind = ValueKind.Quiet,
    };

    private static readonly Flag SkipAuthorization = new("--skip-authorization-header") { Help = "Do not send a token." };

    private static readonly ValueOption Body = new("--body", "-b")
    {
        Help = "Request body: text, @FILE for the bytes of a file, @- for standard input.",
        Kind = ValueKind.Quiet,
        IsLiteral = true,
    };

    private static readonly ValueOption OutputFile = new("--output-file")
    {
        Help = "File to write the response to, byte for byte, instead of printing it.",
        Kind = ValueKind.File,
    };

    private static readonly ValueOption Resource = new("--resource")
    {
        Help = "URI of the resource to get a token for. Default: derived from the URL.",
    };

    private static readonly ValueOption Subscription = new("--subscription")
    {
        Help = "Name or ID of the subscription. Default: the current one.",
        Completion = CompletionSource.Subscriptions,
    };

    private static readonly ValueOption Timeout = new("--timeout")
    {
        Help = "Timeout in seconds without a response. Default: 30 for GET, HEAD, OPTIONS; 100 otherwise.",
        Placeholder = "SECONDS",
    };

    public static OptionSpec[] All =>
        [Method, Address, Parameters, Headers, Body, SkipAuthorization, Resource, OutputFile, Subscription, Timeout];

    public string Url => arguments.GetValue(Address)!;

    public HttpMethod HttpMethod { get; } = new(MethodOf(arguments));

    public IReadOnlyList<string> HeaderArguments => arguments.GetValues(Headers);

    public IReadOnlyList<string> ParameterArguments => arguments.GetValues(Parameters);

    public bool SkipsAuthorization => arguments.GetValue(SkipAuthorization);

    public string? BodyArgument => arguments.GetValue(Body);

    public string? File => arguments.GetValue(OutputFile);

    public string? ResourceUri => arguments.GetValue(Resource);

    public string? SubscriptionNameOrId => arguments.GetValue(Subscription);

    public TimeSpan IdleTimeout { get; } = RestTimeout.From(arguments.GetValue(Timeout), MethodOf(arguments));

    private static string MethodOf(ParsedArguments arguments) => (arguments.GetValue(Method) ?? "get").ToUpperInvariant();
}

/// <summary>How long a request waits for a sign of the server.</summary>
internal static class RestTimeout
{
    private const int Longest = 3600;

    // Who only asks can ask again. Who changes something would not know whether it was done; ARM itself ends after 60 seconds.
    private static readonly TimeSpan Changing = TimeSpan.FromSeconds(100);

    /// <exception cref="UserError">No number of seconds.</exception>
    public static TimeSpan From(string? seconds, string method) => seconds switch
    {
        null => method is "GET" or "HEAD" or "OPTIONS" ? CommandTimeouts.OfOthers : Changing,
        _ when int.TryParse(seconds, out var number) && number is > 0 and <= Longest => TimeSpan.FromSeconds(number),
        _ => throw new UserError($"argument --timeout: a number of seconds from 1 to {Longest} is expected, not '{seconds}'.", exitCode: 2),
    };
}
