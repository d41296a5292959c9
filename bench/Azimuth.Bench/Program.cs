using Azimuth.Bench;

if (args is ["--source-files", ..])
{
    await SourceFiles.MeasureAsync();
    return 0;
}

var options = Options.Read(args);
if (options is null)
{
    Console.Error.WriteLine("usage: bench/run [--runs N] [--start-up] [--real-time] [--az PATH]...; bench/run --source-files");
    return 2;
}

var report = new Report(options);
await StartUp.MeasureAsync(options, report);
if (!options.OnlyStartUp)
{
    await SignIns.MeasureAsync(report);
    report.Sizes();
    report.Save();
}

return 0;
