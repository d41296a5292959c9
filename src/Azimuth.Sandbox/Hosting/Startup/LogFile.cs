using System.Globalization;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Hosting.Startup;

/// <summary>
/// <c>logs/az-sandbox.log</c>: warnings and faults of the server itself. Requests are the journal's business, and no
/// line here holds a request's body or query.
/// </summary>
internal sealed class LogFile(StateFolder folder, TimeProvider clock) : ILoggerProvider
{
    /// <summary>A log beyond this is put aside once, so that a sandbox that runs for weeks fills no disk.</summary>
    private const long Most = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly StreamWriter _file = Open(Path.Combine(folder.Logs, "az-sandbox.log"));

    public ILogger CreateLogger(string categoryName) => new Lines(this, categoryName);

    public void Dispose()
    {
        lock (_lock)
        {
            _file.Dispose();
        }
    }

    private static StreamWriter Open(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > Most)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, options) { AutoFlush = true };
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            _file.WriteLine(line);
        }
    }

    private sealed class Lines(LogFile file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var time = file.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
                file.Write($"{time} {logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : $"\n{exception}")}");
            }
        }
    }

    private DateTimeOffset Now => clock.GetUtcNow();
}
