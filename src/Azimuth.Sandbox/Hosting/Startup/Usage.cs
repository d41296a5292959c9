namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>The help text.</summary>
internal static class Usage
{
    public const string Text = """
        az-sandbox: a local Entra ID and Azure Resource Manager to practice and test sign-ins against.

        az-sandbox serve --state DIR [options]
          --state DIR       certificates, keys, logs and ready.json live here (made when missing)
          --scenario FILE   what it holds, or the word contoso (built in); without it the last one
                            of this folder, else contoso
          --port N          port of sign-in and ARM; 0 (default): the last one of this folder, or any
          --detach          go on in the background, with logs in DIR/logs
          --parent PID      end when that process ends
          --also-443        answer on port 443 of localhost as well
          --host NAME       a further name for the certificate and for requests; may be repeated
        az-sandbox --version

        In the foreground it prints one line of JSON when it is ready, and ends with SIGTERM or Ctrl-C.
        """;
}
