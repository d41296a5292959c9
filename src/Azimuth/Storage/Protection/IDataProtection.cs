namespace Azimuth.Storage.Protection;

/// <summary>Encrypts bytes so that only this user on this machine gets them back (Windows).</summary>
public interface IDataProtection
{
    /// <summary>The encrypted bytes.</summary>
    /// <exception cref="ProtectionException">The system refuses.</exception>
    byte[] Protect(ReadOnlySpan<byte> content);

    /// <summary>What was encrypted.</summary>
    /// <exception cref="ProtectionException">Not encrypted by this user on this machine, or damaged.</exception>
    byte[] Unprotect(ReadOnlySpan<byte> kept);
}
