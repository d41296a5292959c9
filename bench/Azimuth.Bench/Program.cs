using Azimuth.Bench;

if (args is ["--source-files", ..])
{
    await SourceFiles.MeasureAsync();
    return 0;
}

var options = Options.Read(args);
if (options is null)
{
    Console.Error.WriteLine("usage: bench/run [--runs N] [--start-up] [--real-time] [--with-azure-cli] [--az PATH]...; --source-files");
    return 2;
}

var report = new Report(options);
await StartUp.MeasureAsync(options, report);
if (!options.OnlyStartUp)
{
    var hundredTenants = await SignIns.MeasureAsync(report);
    report.Sizes();
    if (options is { AzureCli: not null, GitHubCli: not null })
    {
        await Others.MeasureAsync(options, hundredTenants, report);
    }

    report.Save();
}

return 0;
