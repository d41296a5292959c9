namespace Azimuth.Configuration;

/// <summary>
/// The one config folder of this command: <c>~/.azure</c>, or a context's. Every file that a command reads or
/// writes lies below it; the names are the Azure CLI's, what is ours lies in <c>azimuth/</c>.
/// </summary>
/// <param name="root">An absolute path. It need not exist.</param>
public sealed class ConfigFolder(string root)
{
    /// <summary>The folder itself.</summary>
    public string Root { get; } = root;

    /// <summary>The subscriptions of all identities, UTF-8 with a BOM.</summary>
    public string Profile => Path.Combine(Root, "azureProfile.json");

    /// <summary>The <c>config</c> file (INI).</summary>
    public string Config => Path.Combine(Root, "config");

    /// <summary>Registered clouds and the default subscription of each cloud (INI).</summary>
    public string Clouds => Path.Combine(Root, "clouds.config");

    /// <summary>
    /// MSAL's unified token cache, in MSAL Python's dialect, not encrypted. Encrypted it is, or is told of by, <c>msal_token_cache.bin</c>;
    /// by <c>.sig</c> after 2.91.
    /// </summary>
    public string TokenCache => Path.Combine(Root, "msal_token_cache.json");

    /// <summary>Credentials of service principals, not encrypted; <c>service_principal_entries.bin</c> as above.</summary>
    public string ServicePrincipals => Path.Combine(Root, "service_principal_entries.json");

    /// <summary>What the Azure CLI's MSAL remembers of the authority's answers. Not ours to write; it goes with a sign-out.</summary>
    public string HttpCache => Path.Combine(Root, "msal_http_cache.bin");

    /// <summary>Tokens of the Azure CLI before 2.30 (ADAL). No version since reads them; they go with a sign-out.</summary>
    public string EarlierTokens => Path.Combine(Root, "accessTokens.json");

    /// <summary>What is Azimuth's own.</summary>
    public string Ours => Path.Combine(Root, "azimuth");

    /// <summary>Locks among our own processes.</summary>
    public string Locks => Path.Combine(Ours, "locks");

    /// <summary>Damaged files, dated.</summary>
    public string Quarantine => Path.Combine(Ours, "aside");

    /// <summary>Which of several accounts of one user name counts.</summary>
    public string Accounts => Path.Combine(Ours, "accounts.json");

    /// <summary>At which authority each identity signed in to a cloud.</summary>
    public string Authorities => Path.Combine(Ours, "authorities.json");

    /// <summary>The last choice of each identity in the selector.</summary>
    public string LastUsedSubscriptions => Path.Combine(Ours, "last.json");

    /// <summary>The file in which the system encrypts what a plain token file holds, or which tells that the keyring holds it.</summary>
    public static string EncryptedOf(string path) => Path.ChangeExtension(path, ".bin");

    /// <summary>The empty file by which the Azure CLI after 2.91 tells that the keyring holds it.</summary>
    public static string SignalOf(string path) => Path.ChangeExtension(path, ".sig");
}
