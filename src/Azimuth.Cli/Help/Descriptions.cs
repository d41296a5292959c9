namespace Azimuth.Cli.Help;

/// <summary>What the pages of help explain beyond a command's own sentence.</summary>
internal static class Descriptions
{
    /// <summary>The paragraphs of a command; none where its sentence says all.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> path) => string.Join(' ', path) switch
    {
        "login" =>
        [
            "By default, a user signs in with a web browser. If no browser is available or it fails to open, a device code is shown, "
                + "to be entered in a browser on any device. On Windows, the Web Account Manager (WAM) is used first. On a terminal, "
                + "you then choose a subscription.",
            "Choose the device code yourself with --use-device-code. Where an organization blocks device codes, use --no-browser.",
            "Passing --password on the command line is strongly discouraged: other processes can read it, and accounts that require "
                + "multi-factor authentication cannot use it. For automation, use --service-principal or --identity. Use "
                + "--password-file, or omit --password to be prompted. For more details, see "
                + "https://go.microsoft.com/fwlink/?linkid=2276314",
            "For all ways of signing in, see https://learn.microsoft.com/cli/azure/authenticate-azure-cli",
        ],
        "account get-access-token" =>
        [
            "The token is valid for at least 5 minutes. Without --subscription or --tenant, it is a token of the current "
                + "subscription's tenant.",
            "In the output, `expires_on` is a POSIX timestamp in UTC and `expiresOn` a local time without an offset. Use "
                + "`expires_on`: a local time is ambiguous when clocks change.",
        ],
        "account list" =>
        [
            "The list is read from the profile, without a request to Azure. It shows enabled subscriptions of the active cloud.",
        ],
        "account status" =>
        [
            "Without --online, files are read and no server is asked, so that it is fast enough for a shell prompt. The exit code is 1 "
                + "if no account is signed in.",
        ],
        "account clear" => ["To sign out a single account, use `az logout`."],
        "rest" =>
        [
            "A token is added automatically unless --headers has an Authorization header. Its resource is derived from the URL if the "
                + "URL starts with an endpoint of the active cloud (`az cloud show --query endpoints`); for another host, use "
                + "--resource. If --body is JSON, Content-Type defaults to application/json.",
            "Shells treat quotes and `$` differently. In bash, zsh and PowerShell, put the URL and JSON in single quotes. In bash with "
                + "double quotes, escape the dollar sign: \"...?\\$top=1\"; in PowerShell, write `$top with a backtick. In cmd, use "
                + "double quotes, and double quotes inside JSON as \\\". Or write JSON to a file: --body @FILE. See "
                + "https://learn.microsoft.com/cli/azure/use-azure-cli-successfully-quoting",
        ],
        "config" or "config set" =>
            ["Settings can also be environment variables, which take precedence: AZURE_CORE_OUTPUT for core.output."],
        "doctor" =>
        [
            "Checks files, permissions, network, certificates, clock and browser. Nothing is changed without --fix. The exit code is "
                + "1 if there is a problem.",
        ],
        "sandbox" or "sandbox start" =>
        [
            "The sandbox is a local Entra ID and Azure Resource Manager for tests and demos, with users, tenants and subscriptions of "
                + "its own. Nothing is sent to Azure.",
        ],
        "version" => ["`az --version` also shows the version of Azimuth."],
        _ => [],
    };
}
