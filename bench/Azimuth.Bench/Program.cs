using Azimuth.Bench;

var options = Options.Read(args);
if (options is null)
{
    Console.Error.WriteLine("usage: bench/run [--runs N] [--start-up] [--real-time] [--az PATH]...");
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
