namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>The help text.</summary>
internal static class Usage
{
    public const string Text = """
        az-sandbox: a local Entra ID and Azure Resource Manager for testing sign-ins.

        az-sandbox serve --state DIR [options]
          --state DIR       Folder for certificates, keys, logs and ready.json; created if missing.
          --scenario FILE   Scenario file, or contoso (built in). Default: the last one of this
                            folder, then contoso.
          --port PORT       Port of sign-in and Azure Resource Manager. Default: the last one of
                            this folder, or a free port.
          --detach          Run in the background, with logs in DIR/logs.
          --parent PID      Exit when that process exits.
          --also-443        Also listen on port 443 of localhost.
          --host NAME       Additional host name for the certificate and for requests; can be repeated.
        az-sandbox --version
        az-sandbox --help

        In the foreground it prints one line of JSON when it is ready, and exits on SIGTERM or Ctrl-C.
        """;
}
