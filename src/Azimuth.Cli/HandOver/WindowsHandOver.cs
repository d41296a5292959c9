using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Azimuth.Cli.HandOver;

/// <summary>Runs it and passes its exit code on. It ends with us, however we end, and Ctrl-C is its own to answer.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsHandOver
{
    private const int ExtendedLimits = 9; // JobObjectExtendedLimitInformation
    private const uint EndWithTheJob = 0x2000; // JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE

    public static async Task<int> RunAsync(WindowsCommand command, IReadOnlyDictionary<string, string> changed)
    {
        var start = new ProcessStartInfo(command.Program, command.Words) { UseShellExecute = false };
        foreach (var (name, value) in changed)
        {
            start.Environment[name] = value;
        }

        if (command.Installer is { } installer)
        {
            start.Environment["AZ_INSTALLER"] = installer;
        }

        // The console tells both of us; were we to end first, the shell would be back while the command still runs.
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, static told => told.Cancel = true);
        using var broken = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static told => told.Cancel = true);
        using var process = Process.Start(start)!;
        _ = TieToUs(process);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    // The handle is not closed: it is closed with us, and that ends who is in the job. Where it cannot be made (we are in
    // a job that allows none), the command runs all the same.
    private static bool TieToUs(Process process)
    {
        var job = CreateJob(0, 0);
        var limits = new Limits { Flags = EndWithTheJob };
        return job != 0 && SetInformation(job, ExtendedLimits, ref limits, (uint)Marshal.SizeOf<Limits>()) && Assign(job, process.Handle);
    }

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
#pragma warning disable CS0649, CS0169, IDE0044, IDE0051 // The layout is the system's; most of it stays zero.
        private long _perProcessTime;
        private long _perJobTime;
        public uint Flags;
        private nuint _smallestWorkingSet;
        private nuint _largestWorkingSet;
        private uint _processes;
        private nuint _affinity;
        private uint _priority;
        private uint _scheduling;
        private ulong _reads;
        private ulong _writes;
        private ulong _others;
        private ulong _readBytes;
        private ulong _writtenBytes;
        private ulong _otherBytes;
        private nuint _processMemory;
        private nuint _jobMemory;
        private nuint _peakProcessMemory;
        private nuint _peakJobMemory;
#pragma warning restore CS0649, CS0169, IDE0044, IDE0051
    }

    [LibraryImport("kernel32", EntryPoint = "CreateJobObjectW")]
    private static partial nint CreateJob(nint attributes, nint name);

    [LibraryImport("kernel32", EntryPoint = "SetInformationJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool SetInformation(nint job, int kind, ref Limits limits, uint size);

    [LibraryImport("kernel32", EntryPoint = "AssignProcessToJobObject")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool Assign(nint job, nint process);
}
