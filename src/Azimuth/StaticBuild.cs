using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Azimuth;

/// <summary>The build for Linux that has the C library and OpenSSL inside (<c>./build static</c>). It opens no libraries.</summary>
public static partial class StaticBuild
{
    private const nuint BaseOfInterpreter = 7; // AT_BASE of elf.h

    /// <summary>Whether this program is one: the kernel loaded no dynamic linker for it.</summary>
    public static bool IsThis => OperatingSystem.IsLinux() && GetAuxiliaryValue(BaseOfInterpreter) == 0;

    /// <summary>The version of the OpenSSL inside; null where OpenSSL is the system's.</summary>
    public static string? OpenSslVersion => OperatingSystem.IsLinux() && IsThis ? Version(SafeEvpPKeyHandle.OpenSslVersion) : null;

    /// <summary>OPENSSL_VERSION_NUMBER of OpenSSL 3: 0xMNN00PP0.</summary>
    internal static string Version(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{number >> 28}.{(number >> 20) & 0xff}.{(number >> 4) & 0xff}");

    [LibraryImport("libc", EntryPoint = "getauxval")]
    private static partial nuint GetAuxiliaryValue(nuint type);
}
