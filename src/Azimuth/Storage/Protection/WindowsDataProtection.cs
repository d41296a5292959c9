using System.Runtime.InteropServices;

namespace Azimuth.Storage.Protection;

/// <summary>
/// Windows' DPAPI, for the current user, without entropy: what msal_extensions and MSAL.NET write, the other reads.
/// Never run here; docs/platforms.md says so.
/// </summary>
public sealed partial class WindowsDataProtection : IDataProtection
{
    private const int NoDialog = 1; // CRYPTPROTECT_UI_FORBIDDEN
    private const int WrongKey = unchecked((int)0x8009000B); // NTE_BAD_KEY_STATE
    private const int NotDelegated = unchecked((int)0x80090345); // SEC_E_DELEGATION_REQUIRED
    private const string Description = "python_data"; // msal_extensions' word; nobody looks at it

    /// <inheritdoc/>
    public unsafe byte[] Protect(ReadOnlySpan<byte> content)
    {
        fixed (byte* start = content)
        {
            var plain = new Blob { Length = content.Length, Start = start };
            return CryptProtectData(in plain, Description, 0, 0, 0, NoDialog, out var kept)
                ? Take(kept)
                : throw Explain(Marshal.GetLastPInvokeError());
        }
    }

    /// <inheritdoc/>
    public unsafe byte[] Unprotect(ReadOnlySpan<byte> kept)
    {
        fixed (byte* start = kept)
        {
            var blob = new Blob { Length = kept.Length, Start = start };
            return CryptUnprotectData(in blob, 0, 0, 0, 0, NoDialog, out var plain)
                ? Take(plain)
                : throw Explain(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>What the system's number means for a person.</summary>
    internal static ProtectionException Explain(int error) => new(error switch
    {
        WrongKey =>
            "Windows has no key for it; it was written by another account or by an elevated session of one, an administrator reset the "
                + "password, or the profile roams",
        NotDelegated => "Windows must be trusted for delegation to use its key in this session",
        _ => $"Windows cannot decrypt it (error 0x{error:X8}): it is damaged, or comes from another machine or account",
    });

    private static unsafe byte[] Take(Blob blob)
    {
        try
        {
            return new ReadOnlySpan<byte>(blob.Start, blob.Length).ToArray();
        }
        finally
        {
            new Span<byte>(blob.Start, blob.Length).Clear();
            LocalFree(blob.Start);
        }
    }

    private unsafe struct Blob
    {
        public int Length;
        public byte* Start;
    }

    [LibraryImport("crypt32", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptProtectData(
        in Blob content, string description, nint entropy, nint reserved, nint prompt, int flags, out Blob kept);

    [LibraryImport("crypt32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CryptUnprotectData(
        in Blob kept, nint description, nint entropy, nint reserved, nint prompt, int flags, out Blob content);

    [LibraryImport("kernel32")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static unsafe partial nint LocalFree(void* memory);
}
