namespace Azimuth.Cli.Parsing.Specs;

/// <summary>Options that several commands declare alike.</summary>
internal static class CommonOptions
{
    /// <summary><c>--subscription/-s/--name/-n</c> of <c>az account …</c>.</summary>
    public static ValueOption Subscription(bool isRequired = false) =>
        new("--subscription", "-s", "--name", "-n")
        {
            Help = isRequired ? "Name or ID of the subscription." : "Name or ID of the subscription. Default: the current one.",
            IsRequired = isRequired,
            Completion = CompletionSource.Subscriptions,
        };

    /// <summary><c>--local</c> of <c>az config …</c>.</summary>
    public static Flag Local() => new("--local")
    {
        Help = "Use the configuration files of the working folder: .azure/config there and above.",
    };
}
