using Azimuth.Accounts;
using Azimuth.Clouds;
using Azimuth.Storage;
using Azimuth.Text;

namespace Azimuth.Tokens;

/// <summary>
/// <c>azimuth/authorities.json</c>: at which authority each identity signed in to a cloud. A secret, an assertion or a refresh
/// token goes to that one and to no other that a later definition of the cloud names (RFC 9700, 4.4: a client keeps in mind
/// which authorization server it deals with). After a space, the Resource Manager that the cloud had: a token that is not for
/// another one goes to no other of which only <c>ARM_CLOUD_METADATA_URL</c> knows. Built-in clouds as they are built need no note.
/// </summary>
/// <param name="file">The config folder's <see cref="Configuration.ConfigFiles.Authorities"/>.</param>
internal sealed class SignInAuthorities(SharedFile file)
{
    private readonly StringMapFile _notes = new(file);

    /// <summary>Refuses where a user's refresh token would go to another authority than the one at which the user signed in.</summary>
    /// <exception cref="UserError">It would, or nothing says that it would not.</exception>
    public void CheckUser(Cloud cloud, string userName) => Check(cloud, cloud.Name, userName, isUser: true, "az login");

    /// <summary>The same for what an application signs in with in a tenant.</summary>
    /// <exception cref="UserError">It would, or nothing says that it would not.</exception>
    public void CheckApplication(Cloud cloud, ServicePrincipalEntry entry) => Check(
        cloud,
        PlaceOf(cloud, entry.Tenant),
        entry.ClientId,
        isUser: false,
        ApplicationLogin(entry.ClientId, entry.Tenant));

    /// <summary>
    /// Refuses where a token would go to a Resource Manager that only a later list of clouds names. What is for that host itself
    /// may go there; a managed identity's tokens are <see cref="CloudPairing"/>'s to judge. An older note has no Resource Manager.
    /// </summary>
    /// <param name="cloud">The cloud whose Resource Manager gets the token.</param>
    /// <param name="user">The account whose token it is.</param>
    /// <param name="tenant">The token's tenant; null for a user without subscriptions.</param>
    /// <exception cref="UserError">It is another host than at the sign-in, or so is the authority.</exception>
    public void CheckResourceManager(Cloud cloud, AccountUser user, string? tenant)
    {
        if (!cloud.IsResourceManagerHearsay || user.IsManagedIdentity || user.IsCloudShell
            || CloudPairing.IsBuiltInAuthority(cloud.Authority) || CloudPairing.IsForResourceManager(cloud))
        {
            return;
        }

        var place = user.IsPerson ? cloud.Name : PlaceOf(cloud, tenant ?? "");
        var command = user.IsPerson ? "az login" : ApplicationLogin(user.Name, tenant ?? "");
        Check(cloud, place, user.Name, user.IsPerson, command); // a cached token has not been through it
        var now = ResourceManagerOf(cloud);
        if (_notes.Find(StringMapFile.Key(place, user.Name)) is { } note
            && Parse(note).ResourceManager is { } then
            && !string.Equals(then, now, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserError(
                $"The Resource Manager of the cloud '{cloud.Name}' was {Host(then)} when '{user.Name}' signed in, and "
                    + $"{MetadataClouds.Variable} now names {Host(now)}. No token is sent to {Host(now)}.",
                $"If {Host(now)} is the right host, sign in again:\n{command}");
        }
    }

    /// <summary>Remembers where an identity has just signed in.</summary>
    /// <param name="cloud">Whose authority and Resource Manager these are.</param>
    /// <param name="name">The user name, or the application's ID.</param>
    /// <param name="tenant">An application's tenant; null for a user, whose refresh token is one for all.</param>
    /// <param name="cancel">Ends the wait for the lock.</param>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public async Task RememberAsync(Cloud cloud, string name, string? tenant, CancellationToken cancel)
    {
        var key = StringMapFile.Key(tenant is null ? cloud.Name : PlaceOf(cloud, tenant), name);
        if (!cloud.HasBuiltInAuthority && $"{Origin(cloud)} {ResourceManagerOf(cloud)}".TrimEnd() is var note && _notes.Find(key) != note)
        {
            await _notes.PutAsync(key, note, cancel);
        }
    }

    /// <summary>Forgets an identity in every cloud.</summary>
    public Task ForgetAsync(string name, CancellationToken cancel) => _notes.ForgetAsync(name, cancel);

    /// <summary>Forgets all of them.</summary>
    public Task ForgetAllAsync(CancellationToken cancel) => _notes.ForgetAllAsync(cancel);

    private void Check(Cloud cloud, string place, string name, bool isUser, string command)
    {
        if (cloud.HasBuiltInAuthority)
        {
            return;
        }

        var now = Origin(cloud);
        var then = _notes.Find(StringMapFile.Key(place, name)) is { } note ? Parse(note).Authority : null;
        if (then is null ? IsSafeUnknown(cloud, now, isUser) : string.Equals(then, now, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var host = Host(now);
        throw new UserError(
            then is null
                ? $"Only {MetadataClouds.Variable} says that the cloud '{cloud.Name}' signs in at {host}, and it is not known where "
                    + $"'{name}' signed in. "
                    + $"No credential is sent to {host}."
                : $"'{name}' signed in to the cloud '{cloud.Name}' at {Host(then)}, and the cloud now signs in at {host}. "
                    + $"No credential is sent to {host}.",
            $"If {host} is the right host, sign in again:\n{command}");
    }

    // The Azure CLI signed in, or it was before this was remembered. The cloud is the user's own word, or the authority is
    // Microsoft's, or a refresh token is kept under the name of the host that issued it, which leaves nothing open on the default port.
    private static bool IsSafeUnknown(Cloud cloud, string now, bool isUser) =>
        !cloud.IsAuthorityHearsay || CloudPairing.IsBuiltInAuthority(now)
        || (isUser && new Uri(now) is { IsDefaultPort: true, IsLoopback: false });

    private static string PlaceOf(Cloud cloud, string tenant) => $"{cloud.Name}/{tenant.ToLowerInvariant()}";

    private static string ApplicationLogin(string clientId, string tenant) =>
        $"az login --service-principal --username {ShellWord.Quote(clientId)} --tenant {ShellWord.Quote(tenant)}";

    private static (string Authority, string? ResourceManager) Parse(string note) =>
        note.Split(' ', 2) is [var authority, var resourceManager] ? (authority, resourceManager) : (note, null);

    // Empty where the cloud has none, or one that is never asked.
    private static string ResourceManagerOf(Cloud cloud) =>
        cloud.Endpoints.TryGetValue("resource_manager", out var address) && CloudAddress.IsSafeBase(address)
            ? new Uri(address).GetLeftPart(UriPartial.Authority)
            : "";

    private static string Origin(Cloud cloud) => cloud.AuthorityAddress.GetLeftPart(UriPartial.Authority);

    private static string Host(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) ? uri.Authority : origin;
}
