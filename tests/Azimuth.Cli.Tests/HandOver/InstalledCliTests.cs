using Azimuth.Cli.HandOver;

namespace Azimuth.Cli.Tests.HandOver;

/// <summary>The layouts of the Azure CLI's installers, as their packages have them.</summary>
public sealed class InstalledCliTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("azimuth-cli-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData(
        "Debian's own", "usr/bin/az", "#!/usr/bin/python3\n", "usr/lib/python3/dist-packages", "azure_cli-2.45.0.egg-info", "2.45.0")]
    [InlineData(
        "Microsoft's deb",
        "usr/bin/az",
        "#!/usr/bin/env bash\nbin_dir=`cd \"$(dirname \"$BASH_SOURCE[0]\")\"; pwd`\nAZ_INSTALLER=DEB $bin_dir/../../opt/az/bin/python3 "
            + "-Im azure.cli \"$@\"\n",
        "opt/az/lib/python3.13/site-packages",
        "azure_cli-2.91.0.dist-info",
        "2.91.0")]
    [InlineData(
        "Microsoft's rpm",
        "usr/bin/az",
        "#!/usr/bin/env bash\nexport PYTHONPATH=\"$bin_dir/../lib64/az/lib/python3.12/site-packages\"\nAZ_INSTALLER=RPM python3.12 -sm "
            + "azure.cli \"$@\"\n",
        "usr/lib64/az/lib/python3.12/site-packages",
        "azure_cli-2.80.0-py3.12.egg-info",
        "2.80.0")]
    [InlineData(
        "a virtual environment",
        "venv/bin/az",
        "#!{ROOT}/venv/bin/python3\n",
        "venv/lib/python3.12/site-packages",
        "azure_cli-2.90.1.dist-info",
        "2.90.1")]
    [InlineData(
        "Homebrew",
        "brew/bin/az",
        "#!/usr/bin/env bash\n{ROOT}/brew/Cellar/azure-cli/2.91.0/libexec/bin/python -Im azure.cli \"$@\"\n",
        "brew/Cellar/azure-cli/2.91.0/libexec/lib/python3.13/site-packages",
        "azure_cli-2.91.0.dist-info",
        "2.91.0")]
    [InlineData(
        "the MSI",
        "CLI2/wbin/az.cmd",
        "@echo off\r\n\"%~dp0\\..\\python.exe\" -IBm azure.cli %*\r\n",
        "CLI2/Lib/site-packages",
        "azure_cli-2.91.0.dist-info",
        "2.91.0")]
    public void The_version_is_read_where_an_installer_put_it(
        string installer, string program, string script, string packages, string metadata, string version)
    {
        var az = Put(program, script.Replace("{ROOT}", _root, StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(_root, packages, metadata));
        Directory.CreateDirectory(Path.Combine(_root, packages, metadata.Replace("azure_cli", "azure_cli_core", StringComparison.Ordinal)));
        Directory.CreateDirectory(Path.Combine(_root, packages, "azure_cli_telemetry-1.1.0.dist-info"));

        var found = InstalledCli.Read(az, Path.Combine(_root, "none"));

        found.ShouldNotBeNull(installer);
        found.Versions.ShouldBe(
            new Dictionary<string, string> { ["azure-cli"] = version, ["azure-cli-core"] = version, ["azure-cli-telemetry"] = "1.1.0" },
            ignoreOrder: true);
        found.Extensions.ShouldBeEmpty();
    }

    [Fact]
    public void Extensions_have_their_own_version_and_not_that_of_what_they_bring_along()
    {
        var az = Put("venv/bin/az", "#!/bin/sh\n");
        Directory.CreateDirectory(Path.Combine(_root, "venv/lib/python3.12/site-packages/azure_cli-2.91.0.dist-info"));
        Directory.CreateDirectory(
            Path.Combine(_root, "venv/lib/python3.12/site-packages/azure-cli-extensions/system-one/system_one-0.1.dist-info"));
        foreach (var folder in (string[])[
            "azure-devops/azure_devops-1.0.1.dist-info", "azure-devops/azure_devops_client-9.0.dist-info",
            "azure-devops/distro-1.3.0.dist-info", "aks-preview/aks_preview-14.0.0b2.dist-info", "odd/src"
        ])
        {
            Directory.CreateDirectory(Path.Combine(_root, "ext", folder));
        }

        var found = InstalledCli.Read(az, Path.Combine(_root, "ext"));

        found.ShouldNotBeNull().Extensions.ShouldBe(
            new Dictionary<string, string>
            {
                ["aks-preview"] = "14.0.0b2",
                ["azure-devops"] = "1.0.1",
                ["odd"] = "Unknown",
                ["system-one"] = "0.1"
            }, ignoreOrder: true);
    }

    [Fact]
    public void Where_nothing_is_known_nothing_is_said()
    {
        InstalledCli.Read(Put("bin/az", "#!/bin/sh\nexec something\n"), Path.Combine(_root, "ext")).ShouldBeNull();
        InstalledCli.Read(Put("bin2/az", new string('\0', 9000)), Path.Combine(_root, "ext")).ShouldBeNull();
    }

    private string Put(string name, string content)
    {
        var file = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }
}
