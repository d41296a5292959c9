using System.Runtime.InteropServices;
using System.Text;

namespace Azimuth.Storage.Protection;

/// <summary>
/// The user's default keychain, through the calls that msal_extensions makes, so that both find one item.
/// Never run here; docs/platforms.md says so.
/// </summary>
public sealed partial class MacKeychain : IKeyring
{
    private const string Security = "/System/Library/Frameworks/Security.framework/Security";
    private const string CoreFoundation = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";
    private const int NotFound = -25300; // errSecItemNotFound
    private const int NoKeychain = -25294; // errSecNoSuchKeychain
    private const int NoDialog = -25308; // errSecInteractionNotAllowed
    private const int Refused = -25293; // errSecAuthFailed
    private const int Canceled = -128; // errSecUserCanceled

    /// <inheritdoc/>
    public unsafe byte[]? Find(KeyringItem item)
    {
        var (service, account) = NamesOf(item);
        var status = SecKeychainFindGenericPassword(0, service.Length, service, account.Length, account, out var length, out var data, 0);
        if (status == NotFound)
        {
            return null;
        }

        Check(status);
        try
        {
            return new ReadOnlySpan<byte>(data, length).ToArray();
        }
        finally
        {
            new Span<byte>(data, length).Clear();
            _ = SecKeychainItemFreeContent(0, data);
        }
    }

    /// <inheritdoc/>
    public unsafe void Put(KeyringItem item, ReadOnlySpan<byte> content)
    {
        var (service, account) = NamesOf(item);
        fixed (byte* start = content)
        {
            if (Reference(service, account) is var found and not 0)
            {
                var changed = SecKeychainItemModifyAttributesAndData(found, 0, content.Length, start);
                CFRelease(found);
                Check(changed);
            }
            else
            {
                Check(SecKeychainAddGenericPassword(0, service.Length, service, account.Length, account, content.Length, start, 0));
            }
        }
    }

    /// <inheritdoc/>
    public void Remove(KeyringItem item)
    {
        var (service, account) = NamesOf(item);
        if (Reference(service, account) is var found and not 0)
        {
            var removed = SecKeychainItemDelete(found);
            CFRelease(found);
            Check(removed);
        }
    }

    /// <summary>What the system's number means for a user.</summary>
    internal static ProtectionException Explain(int status) => status switch
    {
        NoDialog => new("the keychain is locked and cannot ask for its password in this session (SSH, cron)", "security unlock-keychain"),
        Refused or Canceled => new("the keychain was not unlocked"),
        NoKeychain => new("there is no default keychain for this user", "security default-keychain"),
        _ => new($"the keychain refused the request (error {status})"),
    };

    private static (byte[] Service, byte[] Account) NamesOf(KeyringItem item) =>
        (Encoding.UTF8.GetBytes(item.Service), Encoding.UTF8.GetBytes(item.Account));

    private static nint Reference(byte[] service, byte[] account)
    {
        var status = SecKeychainFindItem(0, service.Length, service, account.Length, account, 0, 0, out var found);
        if (status == NotFound)
        {
            return 0;
        }

        Check(status);
        return found;
    }

    private static void Check(int status)
    {
        if (status != 0)
        {
            throw Explain(status);
        }
    }

    [LibraryImport(Security)]
    private static unsafe partial int SecKeychainFindGenericPassword(
        nint keychain, int serviceLength, byte[] service, int accountLength, byte[] account, out int length, out byte* data, nint item);

    [LibraryImport(Security, EntryPoint = "SecKeychainFindGenericPassword")]
    private static partial int SecKeychainFindItem(
        nint keychain, int serviceLength, byte[] service, int accountLength, byte[] account, nint length, nint data, out nint item);

    [LibraryImport(Security)]
    private static unsafe partial int SecKeychainAddGenericPassword(
        nint keychain, int serviceLength, byte[] service, int accountLength, byte[] account, int length, byte* data, nint item);

    [LibraryImport(Security)]
    private static unsafe partial int SecKeychainItemModifyAttributesAndData(nint item, nint attributes, int length, byte* data);

    [LibraryImport(Security)]
    private static partial int SecKeychainItemDelete(nint item);

    [LibraryImport(Security)]
    private static unsafe partial int SecKeychainItemFreeContent(nint attributes, byte* data);

    [LibraryImport(CoreFoundation)]
    private static partial void CFRelease(nint reference);
}
