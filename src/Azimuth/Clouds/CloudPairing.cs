using Azimuth.Text;

namespace Azimuth.Clouds;

/// <summary>
/// Attack S1: a token that a built-in cloud's authority issues, or a machine's, goes to Azure's own hosts, or to whom it is
/// for. Otherwise a cloud's definition (a line in somebody's <c>.env</c> is enough) would sign in for real and send what came
/// to whomever it names. <see cref="Pair"/> is the allow-list; what fits none of its members is refused.
/// </summary>
internal static class CloudPairing
{
    private const string Arm = "resource_manager";
    private const string Audience = "active_directory_resource_id";

    private static readonly string[] GraphKeys = ["microsoft_graph_resource_id", "active_directory_graph_resource_id"];

    private static readonly string[] DecidingKeys = ["active_directory", Arm, Audience, .. GraphKeys];

    /// <summary>
    /// How a cloud's Resource Manager and the audience of its tokens belong together. The last two are for the user to decide:
    /// a cloud in his own <c>clouds.config</c> is that decision, a line in the environment is not.
    /// </summary>
    private enum Pair
    {
        /// <summary>They do not fit: the cloud is refused.</summary>
        Foreign,

        /// <summary>The authority is no built-in cloud's, so its tokens are worth nothing to Azure.</summary>
        Private,

        /// <summary>
        /// Resource Manager is the built-in cloud's own, and so must its Graphs be. Whatever the tokens are for, Azure gets them.
        /// </summary>
        Azures,

        /// <summary>The audience is Resource Manager's own origin, or there is no Resource Manager to send tokens to.</summary>
        Itself,

        /// <summary>The audience is an application in a tenant, as Azure Stack Hub has it: what it is for only its name says.</summary>
        Application,

        /// <summary>A machine's tokens stay on this machine, as in the sandbox.</summary>
        Here,
    }

    /// <summary>Whether this host is the authority of a built-in cloud.</summary>
    public static bool IsBuiltInAuthority(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address) && AzureHosts.AuthorityOwner(address.IdnHost) is not null;

    /// <summary>
    /// Whether a sign-in to this cloud must be confirmed first, since only <c>ARM_CLOUD_METADATA_URL</c> says who gets its tokens.
    /// </summary>
    /// <exception cref="UserError">It is refused anyway.</exception>
    public static bool AsksFirst(Cloud cloud, bool isMachine)
    {
        Check(cloud with { IsConfirmed = null }, isMachine);
        return !IsAsBuilt(cloud)
            && (!IsDecided(cloud, PairOf(cloud, isMachine: false)) || (isMachine && !IsDecided(cloud, PairOf(cloud, isMachine: true))));
    }

    /// <summary>Refuses a cloud that would send real tokens elsewhere, or any token in the clear.</summary>
    /// <exception cref="UserError">With the pair that does not fit.</exception>
    public static void Check(Cloud cloud) => Check(cloud, isMachine: false);

    /// <summary>
    /// The same for a machine, too: its tokens are issued by the cloud that it is in, whatever authority this one names.
    /// </summary>
    /// <exception cref="UserError">With whom the tokens would be sent to.</exception>
    public static void CheckForMachine(Cloud cloud) => Check(cloud, isMachine: true);

    private static void Check(Cloud cloud, bool isMachine)
    {
        if (IsAsBuilt(cloud))
        {
            return;
        }

        CheckSafe(cloud, "active_directory", cloud.Authority);
        if (cloud.Endpoints.TryGetValue(Arm, out var resourceManager))
        {
            CheckSafe(cloud, Arm, resourceManager);
        }

        CheckPair(cloud, isMachine: false);
        if (isMachine)
        {
            CheckPair(cloud, isMachine: true);
        }
    }

    private static void CheckPair(Cloud cloud, bool isMachine)
    {
        var pair = PairOf(cloud, isMachine);
        if ((pair == Pair.Foreign ? cloud.ResourceManager : ForeignGraph(cloud, pair, isMachine)) is { } stranger)
        {
            throw isMachine ? NotAzures(cloud, stranger) : Refused(cloud, stranger);
        }

        if (!IsDecided(cloud, pair))
        {
            throw NotConfirmed(cloud);
        }
    }

    /// <summary>Whether the tokens that Resource Manager gets are for that host and for no other.</summary>
    public static bool IsForResourceManager(Cloud cloud) =>
        cloud.Endpoints.TryGetValue(Arm, out var resourceManager)
        && IsOriginOf(cloud.Endpoints.GetValueOrDefault(Audience, ""), resourceManager);

    private static Pair PairOf(Cloud cloud, bool isMachine)
    {
        if (!isMachine && OwnerOf(cloud) is null)
        {
            return Pair.Private;
        }

        if (!cloud.Endpoints.TryGetValue(Arm, out var resourceManager))
        {
            return Pair.Itself;
        }

        var audience = cloud.Endpoints.GetValueOrDefault(Audience, "");
        return IsAzures(cloud, resourceManager, isMachine) ? Pair.Azures
            : IsOriginOf(audience, resourceManager) ? Pair.Itself
            : isMachine && IsHere(resourceManager) ? Pair.Here
            : IsApplication(audience) ? Pair.Application
            : Pair.Foreign;
    }

    // A token for Graph is sent to the host that its audience names. Beside Azure's own Resource Manager that is Azure's own
    // Graph; a cloud of somebody's own may have one of its own.
    private static string? ForeignGraph(Cloud cloud, Pair pair, bool isMachine)
    {
        if (pair == Pair.Private)
        {
            return null;
        }

        foreach (var key in GraphKeys)
        {
            if (cloud.Endpoints.GetValueOrDefault(key) is { Length: > 0 } graph
                && !IsAzures(cloud, graph, isMachine)
                && (pair == Pair.Azures || !(IsOwnName(graph) || (isMachine && IsHere(graph)))))
            {
                return graph;
            }
        }

        return null;
    }

    private static bool IsDecided(Cloud cloud, Pair pair) =>
        pair is not (Pair.Application or Pair.Here) || cloud.IsConfirmed is not { } isConfirmed || isConfirmed();

    private static Cloud? OwnerOf(Cloud cloud) => AzureHosts.AuthorityOwner(cloud.AuthorityAddress.IdnHost);

    private static bool IsAzures(Cloud cloud, string address, bool isMachine) =>
        isMachine ? AzureHosts.AnyOwns(address) : OwnerOf(cloud) is { } owner && AzureHosts.Owns(owner, address);

    // The common case costs nothing.
    private static bool IsAsBuilt(Cloud cloud)
    {
        if (BuiltInClouds.Find(cloud.Name) is not { } own)
        {
            return false;
        }

        foreach (var key in DecidingKeys)
        {
            if (cloud.Endpoints.GetValueOrDefault(key) != own.Endpoints.GetValueOrDefault(key))
            {
                return false;
            }
        }

        return true;
    }

    // The audience names the host that gets the token, and nothing more: whoever that is gets what is for him.
    private static bool IsOriginOf(string audience, string address) =>
        CloudAddress.PlainHttps(audience) is { AbsolutePath: "/" } own
        && Uri.TryCreate(address, UriKind.Absolute, out var target)
        && own.GetLeftPart(UriPartial.Authority) == target.GetLeftPart(UriPartial.Authority);

    private static bool IsApplication(string audience) =>
        CloudAddress.PlainHttps(audience) is { IsDefaultPort: true, HostNameType: UriHostNameType.Dns } uri
        && !AzureHosts.IsAzures(uri.IdnHost)
        && Guid.TryParseExact(uri.AbsolutePath.AsSpan(1).TrimEnd('/'), "D", out _);

    private static bool IsOwnName(string graph) => CloudAddress.PlainHttps(graph) is { } uri && !AzureHosts.IsAzures(uri.IdnHost);

    private static bool IsHere(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static void CheckSafe(Cloud cloud, string key, string address)
    {
        if (!CloudAddress.IsSafeBase(address))
        {
            throw Unsafe(cloud, key, address);
        }
    }

    /// <summary>Why a cloud with this address is not used.</summary>
    public static UserError Unsafe(Cloud cloud, string key, string address) =>
        new($"The endpoint '{key}' of the cloud '{cloud.Name}' is '{address}', which is not an HTTPS URL (or HTTP on this machine).",
            Show(cloud));

    private static UserError NotConfirmed(Cloud cloud) => new(
        $"Only {MetadataClouds.Variable} says that the cloud '{cloud.Name}' sends its tokens to {Shown(cloud.ResourceManager)}, and this "
            + "has not been confirmed. Confirm it by signing in on a terminal.",
        "To register these endpoints instead, run:\n"
        + $"az cloud update --name {ShellWord.Quote(cloud.Name)} --endpoint-active-directory {ShellWord.Quote(cloud.Authority)} "
        + $"--endpoint-active-directory-resource-id {ShellWord.Quote(cloud.ManagementResource)} "
        + $"--endpoint-resource-manager {ShellWord.Quote(cloud.ResourceManager)}");

    private static UserError Refused(Cloud cloud, string host) => new(
        $"The cloud '{cloud.Name}' is not used: it signs in at {cloud.Authority} and would send its tokens to {Shown(host)}, which does "
            + "not belong to that cloud.",
        Show(cloud));

    private static UserError NotAzures(Cloud cloud, string host) => new(
        $"The cloud '{cloud.Name}' is not used: it would send this machine's tokens for {cloud.Endpoints.GetValueOrDefault(Audience)} to "
            + $"{Shown(host)}, which does not belong to Azure.",
        Show(cloud));

    private static string Show(Cloud cloud) => $"To see its endpoints, run: az cloud show --name {ShellWord.Quote(cloud.Name)}";

    private static string Shown(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : address;
}
