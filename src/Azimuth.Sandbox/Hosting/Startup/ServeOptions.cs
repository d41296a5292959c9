using Azimuth.Sandbox.ManagedIdentity;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>What <c>az-sandbox serve</c> was asked for.</summary>
internal sealed record ServeOptions
{
    /// <summary>The folder that holds certificates, keys, logs and <c>ready.json</c>; made (0700) when missing.</summary>
    public required string State { get; init; }

    /// <summary>A scenario file, or <c>contoso</c>; without one it is the last one of this folder, else Contoso.</summary>
    public string? Scenario { get; init; }

    /// <summary>The port of sign-in and ARM. 0: the one of the last run in this folder when it is free, else any.</summary>
    public int Port { get; init; }

    /// <summary>Leave the terminal and continue in the background.</summary>
    public bool Detach { get; init; }

    /// <summary>This process is the background half of <see cref="Detach"/>.</summary>
    public bool Detached { get; init; }

    /// <summary>End when this process ends.</summary>
    public int? Parent { get; init; }

    /// <summary>Answer on port 443 as well: MSAL Python drops the port when it asks for the user realm.</summary>
    public bool Also443 { get; init; }

    /// <summary>Names beyond <c>localhost</c> that the certificate vouches for and that requests may name.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Where challenges of Azure Arc are laid for clients to read; no option, the system decides.</summary>
    public ArcAgent Arc { get; init; } = ArcAgent.OfLinux;

    /// <exception cref="UsageError">An option is unknown, a value is missing or out of range.</exception>
    public static ServeOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ServeOptions { State = "" };
        var left = new Queue<string>(arguments);
        while (left.TryDequeue(out var argument))
        {
            var (name, value) = argument.Split('=', 2) is [var before, var after] ? (before, after) : (argument, null);
            string Value() => value ?? (left.TryDequeue(out var next) ? next : throw new UsageError($"The option {name} needs a value."));
            int Number(int least, int most) => int.TryParse(Value(), out var number) && number >= least && number <= most
                ? number
                : throw new UsageError($"The value of {name} must be a number from {least} to {most}.");

            options = name switch
            {
                "--state" => options with { State = Path.GetFullPath(Value()) },
                "--scenario" =>
                    options with
                    {
                        Scenario = Value() is var named && named == SavedScenario.BuiltIn ? named : Path.GetFullPath(named)
                    },
                "--port" => options with { Port = Number(0, 65535) },
                "--detach" => options with { Detach = true },
                DetachedWord => options with { Detached = true },
                "--parent" => options with { Parent = Number(1, int.MaxValue) },
                "--also-443" => options with { Also443 = true },
                "--host" => options with { Hosts = [.. options.Hosts, HostName(Value())] },
                _ => throw new UsageError($"'{argument}' is not an option of az-sandbox serve."),
            };
        }

        return options.State == "" ? throw new UsageError("The option --state DIR is required.") : options;
    }

    /// <summary>How <see cref="Detach"/> starts its second half; internal.</summary>
    internal const string DetachedWord = "--detached";

    private static string HostName(string name) => Uri.CheckHostName(name) == UriHostNameType.Dns
        ? name.ToLowerInvariant()
        : throw new UsageError($"'{name}' is not a DNS name (--host).");
}

/// <summary>The command line is wrong; exit code 2.</summary>
internal sealed class UsageError(string sentence) : Exception(sentence);
