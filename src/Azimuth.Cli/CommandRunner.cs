using System.Globalization;
using Azimuth.Cli.Parsing;

namespace Azimuth.Cli;

/// <summary>What <c>--verbose</c> and <c>--debug</c> tell around a command.</summary>
internal static class CommandRunner
{
    extension(Composition az)
    {
        /// <summary>Runs the command; says before it which folder it works in, and after it how long it took.</summary>
        public async Task<int> RunAsync(Invocation.Run run, CancellationToken cancel)
        {
            if (az.Options.Query is not null)
            {
                _ = az.Output; // A query that is none is wrong usage: refused before the command does anything.
            }

            if (az.Session.MetadataClouds is { } clouds && CommandTree.NeedsClouds(run.Path[0]))
            {
                try
                {
                    await clouds.LoadAsync(cancel);
                }
                catch (UserError failure) when (run.Path is ["doctor"])
                {
                    az.Terminal.Warn(failure.Message); // one finding more; the others are wanted all the same
                }
            }

            if (az.Terminal.Loudness == Terminal.Loudness.Normal)
            {
                return await run.InvokeAsync(cancel);
            }

            var invoked = az.Time.GetTimestamp();
            az.Terminal.Debug($"az {string.Join(' ', run.Path)} {run.Shown}".TrimEnd());
            az.Terminal.Info($"Config folder: {az.ConfigFolderLocator.Folder.Root} (by {az.ConfigFolderLocator.Reason})");
            try
            {
                return await run.InvokeAsync(cancel);
            }
            finally
            {
                az.Terminal.Info(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Command ran in {Seconds(az.Started):F3} seconds "
                        + $"(init: {az.Time.GetElapsedTime(az.Started, invoked).TotalSeconds:F3}, invoke: {Seconds(invoked):F3})"));
            }

            double Seconds(long since) => az.Time.GetElapsedTime(since).TotalSeconds;
        }

        /// <summary>
        /// The stack under <c>--debug</c>: types and methods, no messages. Messages of exceptions may quote what was
        /// read from a file or from the network, and this is what people paste into an issue.
        /// </summary>
        public void Report(Exception? error)
        {
            for (var inner = error; inner is not null && az.Terminal.Loudness == Terminal.Loudness.Debug; inner = inner.InnerException)
            {
                az.Terminal.Debug($"{inner.GetType().FullName}");
                az.Terminal.Say($"{inner.StackTrace}");
            }
        }
    }
}
