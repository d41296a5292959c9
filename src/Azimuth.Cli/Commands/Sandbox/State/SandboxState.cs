using System.Text;
using System.Text.Json;
using Azimuth.Configuration;
using Azimuth.Storage.FileSystem;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Sandbox.State;

/// <summary>The sandbox's state folder: <c>AZIMUTH_SANDBOX_STATE</c>, else <c>~/.azure/azimuth/sandbox</c>.</summary>
internal sealed class SandboxState(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>The file in which the server logs its own faults.</summary>
    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>A start-up file for shells, which the server writes.</summary>
    public string ShellFile(string name) => Path.Combine(Folder, "shell", name);

    public static SandboxState Find(EnvironmentVariables environment) =>
        new(
            environment.NonEmpty("AZIMUTH_SANDBOX_STATE") is { } chosen
                ? Path.GetFullPath(chosen)
                : ConfigFolderLocator.SandboxFolder(environment));

    /// <summary>What <c>ready.json</c> says; null when no sandbox wrote one, or when it is not whole.</summary>
    /// <exception cref="UserError">It is not a file, or belongs to another user.</exception>
    public ReadySandbox? Read()
    {
        try
        {
            if (FileBytes.Read(Path.Combine(Folder, "ready.json")) is not { } bytes)
            {
                return null;
            }

            using var ready = JsonDocument.Parse(bytes);
            string Text(string name) => ready.RootElement.GetProperty(name).GetString() ?? throw new JsonException(name);
            return new(
                ready.RootElement.GetProperty("pid").GetInt32(),
                Text("signIn"),
                Text("arm"),
                Text("pages"),
                new Uri(Text("control")),
                Text("caFile"),
                Text("bundleFile"),
                Text("trustStoreFile"),
                Text("certificatePin"),
                Text("managedIdentity"),
                Text("serverThumbprint"),
                SecretIn(Text("identitySecretFile")),
                SecretIn(Text("controlKeyFile")));
        }
        catch (Exception absent) when (absent is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Refuses where a sandbox and its context could keep nothing, and makes the sandbox's folder, with those around it, for this user
    /// only.
    /// </summary>
    /// <param name="context">The context's folder.</param>
    /// <exception cref="UserError">One cannot be created or written, or belongs to another user.</exception>
    public void Prepare(string context)
    {
        try
        {
            // A context without a cloud would be the public one: its folder is made when the sandbox runs.
            Ownership.CheckWritable(Path.Combine(context, "config"));
            Ownership.CheckWritable(Path.Combine(Folder, "ready.json"));
            Ownership.CreateFolder(Folder);
            CheckFiles(Folder);
            CheckFiles(Logs);
        }
        catch (UserError error) when (error.Remedy == FileRemedies.OtherFolder)
        {
            // contexts are the home's, whatever AZURE_CONFIG_DIR says
            throw new UserError(
                error.Message,
                $"To use another folder, run: {ShellCommand.SetToTemporaryFolder(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME")}",
                cause: error);
        }
    }

    // The server opens them as it finds them: a pipe would stop it, and a link of another user could lead anywhere.
    private static void CheckFiles(string folder)
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(folder))
        {
            return;
        }

        Ownership.CheckFolderToWrite(folder);
        foreach (var path in Directory.GetFileSystemEntries(folder))
        {
            if (Ownership.Find(path) is { Facts: { IsRegular: false, IsFolder: false } facts })
            {
                throw Ownership.NotAFile(path, facts);
            }
        }
    }

    /// <summary>The sandbox that answers now.</summary>
    /// <exception cref="UserError">None does.</exception>
    public async Task<ReadySandbox> RunningAsync(CancellationToken cancel) =>
        Read() is { } ready && await SandboxControl.AnswersAsync(ready, cancel)
            ? ready
            : throw new UserError(Http.Tls.SandboxOrigins.NotRunning);

    private static Secret SecretIn(string path) =>
        new(FileBytes.Read(path) is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : throw new JsonException(path));
}

/// <summary>What <c>az-sandbox</c> wrote when every listener answered.</summary>
/// <param name="ProcessId">The server's process ID.</param>
/// <param name="SignIn">The authority host's origin.</param>
/// <param name="Arm">Azure Resource Manager's origin.</param>
/// <param name="Pages">Pages for people: an origin that a browser trusts without our CA.</param>
/// <param name="Control">The control API.</param>
/// <param name="CaFile">The CA alone.</param>
/// <param name="BundleFile">The system's roots and the CA.</param>
/// <param name="TrustStoreFile">The same in the format of Java.</param>
/// <param name="CertificatePin">SHA-256 of the certificate's public key in base64, as Chromium's flag wants it.</param>
/// <param name="ManagedIdentity">Below it, an endpoint for each kind of machine.</param>
/// <param name="ServerThumbprint">SHA-1 of the certificate, as Service Fabric's clients want it.</param>
/// <param name="IdentitySecret">What <c>IDENTITY_HEADER</c> and <c>MSI_SECRET</c> are to hold.</param>
/// <param name="ControlKey">What the control API wants to see.</param>
internal sealed record ReadySandbox(
    int ProcessId,
    string SignIn,
    string Arm,
    string Pages,
    Uri Control,
    string CaFile,
    string BundleFile,
    string TrustStoreFile,
    string CertificatePin,
    string ManagedIdentity,
    string ServerThumbprint,
    Secret IdentitySecret,
    Secret ControlKey)
{
    /// <summary>The console's address with the control key, or a ticket for it, in the fragment, which a browser does not send.</summary>
    public string LinkWith(Secret key) => $"{Pages}/console#key={key.Reveal()}";
}
