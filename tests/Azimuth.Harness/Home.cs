using Azimuth.Harness.Processes;

namespace Azimuth.Harness;

/// <summary>
/// A person's machine, as far as <c>az</c> sees it: home, config folder, variables, working folder. Nothing of the tester's own.
/// </summary>
public sealed class Home : IDisposable
{
    /// <param name="azure">Its active cloud; null: a machine that never heard of a sandbox.</param>
    public Home(Sandbox? azure = null)
    {
        Azure = azure;
        Root = Places.NewFolder();
        Folder = Path.Combine(Root, "home");
        WorkingFolder = Path.Combine(Root, "work");
        Config = Path.Combine(Root, "azure");
        var programs = Path.Combine(Root, "bin");
        foreach (var folder in (string[])[Folder, WorkingFolder, Config, programs])
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        foreach (var (name, value) in Places.SystemVariables)
        {
            Variables[name] = value;
        }

        Programs = programs;
        Variables["PATH"] = programs; // no other az, no browser, unless a test puts one there
        Variables["HOME"] = Folder;
        Variables["AZURE_CONFIG_DIR"] = Config;
        Variables["LANG"] = "C.UTF-8";
        Variables["TZ"] = "UTC";
        Az = new Az(this);
        if (azure is not null)
        {
            Variables["AZIMUTH_SANDBOX_STATE"] = azure.State;
            PointAt(azure, Config);
        }
    }

    public Sandbox? Azure { get; }

    public string Root { get; }

    /// <summary><c>HOME</c>.</summary>
    public string Folder { get; }

    /// <summary><c>AZURE_CONFIG_DIR</c>.</summary>
    public string Config { get; }

    /// <summary>The only folder on <c>PATH</c>; empty at first.</summary>
    public string Programs { get; }

    public string WorkingFolder { get; }

    /// <summary>All that the environment holds.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public Az Az { get; }

    public string this[string file] => File.ReadAllText(Path.Combine(Config, file));

    public bool Has(string file) => File.Exists(Path.Combine(Config, file));

    public void Put(string file, string content) => File.WriteAllText(Path.Combine(Config, file), content);

    /// <summary>As the Azure CLI leaves it: a registered cloud may then name another authority than the one of the sign-in.</summary>
    public void ForgetAuthorities()
    {
        var file = Path.Combine(Config, "azimuth", "authorities.json");
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }

    /// <summary>A copy of <c>az</c> alone where every user may read it: the repository may be closed to others.</summary>
    public string ProgramForAll()
    {
        const UnixFileMode Open = (UnixFileMode)0b111_101_101;
        var folder = Path.Combine(Root, "program");
        File.SetUnixFileMode(Root, Open);
        if (Directory.Exists(folder))
        {
            return Path.Combine(folder, "az");
        }

        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, Open);
        var built = new FileInfo(Places.Az);
        var real = built.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? built.FullName;
        foreach (var part in Directory.EnumerateFiles(Path.GetDirectoryName(real)!, "*.dll")
            .Append($"{real}.runtimeconfig.json")
            .Append(real)
            .Where(File.Exists))
        {
            Places.CopyProgram(part, Path.Combine(folder, Path.GetFileName(part))); // the native one has no other parts
        }

        return Path.Combine(folder, "az");
    }

    /// <summary>Lays a recorded config folder (tests/recorded/az-2.91/fixtures) into the home.</summary>
    public Home WithFixture(string name)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Places.Repository, "tests", "recorded", "az-2.91", "fixtures", name)))
        {
            File.Copy(file, Path.Combine(Config, Path.GetFileName(file)), overwrite: true);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Makes a sandbox the active cloud of a config folder, with the resources that a cloud of Azure's has.</summary>
    public static void PointAt(Sandbox azure, string config)
    {
        File.WriteAllText(Path.Combine(config, "clouds.config"), $"""
            [Sandbox]
            endpoint_active_directory = {azure.SignIn}
            endpoint_active_directory_resource_id = https://management.core.windows.net/
            endpoint_management = https://management.core.windows.net/
            endpoint_resource_manager = {azure.Arm}
            endpoint_microsoft_graph_resource_id = https://graph.microsoft.com/
            endpoint_active_directory_graph_resource_id = https://graph.windows.net/
            endpoint_active_directory_data_lake_resource_id = https://datalake.azure.net/
            endpoint_batch_resource_id = https://batch.core.windows.net/
            endpoint_media_resource_id = https://rest.media.azure.net
            endpoint_ossrdbms_resource_id = https://ossrdbms-aad.database.windows.net
            sandbox_pages = {azure.Pages}

            """);
        File.WriteAllText(Path.Combine(config, "config"), """
            [cloud]
            name = Sandbox

            [core]
            instance_discovery = false

            """);
    }
}
