using System.Buffers;

namespace Azimuth.Clouds;

/// <summary>
/// SECURITY S1: a token that a built-in cloud's authority issues goes to that cloud's own hosts, or to whom the token is for.
/// Otherwise a cloud's definition (a line in somebody's <c>.env</c> is enough) would sign in for real and send what came to
/// whomever it names. What is allowed is listed; an audience that is not known here is refused, not let through.
/// </summary>
internal static class CloudPairing
{
    // What an audience is compared by must be what the authority reads: no escapes, user names, backslashes or other alphabets.
    private static readonly SearchValues<char> OfPlainAddress = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.:/");

    private static readonly string[] DecidingKeys = ["active_directory", "resource_manager", "active_directory_resource_id", "microsoft_graph_resource_id"];

    /// <summary>How a cloud's Resource Manager and the audience of its tokens belong together.</summary>
    private enum Pair
    {
        /// <summary>They do not.</summary>
        Foreign,

        /// <summary>The tokens go to Azure's own hosts, or to the host that they are for, or nowhere.</summary>
        Own,

        /// <summary>The audience is an application in somebody's tenant, as Azure Stack Hub has it: what it is for only its name says.</summary>
        Application,
    }

    /// <summary>Whether this host signs people in to a built-in cloud.</summary>
    public static bool IsBuiltInAuthority(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address) && AzureHosts.AuthorityOwner(address.IdnHost) is not null;

    /// <summary>Whether the audience is an application in somebody's tenant: https, no host of Azure's, a GUID as the whole path.</summary>
    public static bool IsApplication(string audience) =>
        !audience.AsSpan().ContainsAnyExcept(OfPlainAddress)
        && Uri.TryCreate(audience, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.IsDefaultPort
        && !AzureHosts.IsAzures(uri.IdnHost)
        && Guid.TryParseExact(uri.AbsolutePath.AsSpan(1).TrimEnd('/'), "D", out _);

    /// <summary>Whether a sign-in to this cloud must be confirmed first, since only <c>ARM_CLOUD_METADATA_URL</c> says who gets its tokens.</summary>
    /// <exception cref="UserError">It is refused anyway.</exception>
    public static bool AsksFirst(Cloud cloud, bool isMachine)
    {
        var confirmed = cloud with { IsConfirmed = null };
        if (isMachine)
        {
            CheckForMachine(confirmed);
        }
        else
        {
            Check(confirmed);
        }

        return cloud.IsConfirmed is { } isConfirmed && !isConfirmed() && !IsAsBuilt(cloud) && PairOf(cloud, isMachine) == Pair.Application;
    }

    /// <summary>Refuses a cloud that would send real tokens elsewhere, or any token in the clear.</summary>
    /// <exception cref="UserError">With the pair that does not fit.</exception>
    public static void Check(Cloud cloud)
    {
        if (IsAsBuilt(cloud))
        {
            return;
        }

        CheckSafe(cloud, "active_directory", cloud.Authority);
        if (cloud.Endpoints.TryGetValue("resource_manager", out var resourceManager))
        {
            CheckSafe(cloud, "resource_manager", resourceManager);
        }

        if (PairOf(cloud, isMachine: false) is var pair && pair == Pair.Foreign)
        {
            throw Refused(cloud, cloud.ResourceManager);
        }

        CheckConfirmed(cloud, pair);

        // A token for Graph is sent to the host that its audience names: Microsoft's, or one whose name is its own.
        if (AzureHosts.AuthorityOwner(new Uri(cloud.Authority).IdnHost) is { } owner && GraphOf(cloud) is { } graph && !AzureHosts.Owns(owner, graph) && !IsOwnName(graph))
        {
            throw Refused(cloud, graph);
        }
    }

    /// <summary>
    /// The same for a machine: its tokens are issued by the cloud that it is in, whatever authority this one names. What
    /// stays on this machine (the sandbox) goes nowhere.
    /// </summary>
    /// <exception cref="UserError">With whom the tokens would be sent to.</exception>
    public static void CheckForMachine(Cloud cloud)
    {
        Check(cloud);
        if (IsAsBuilt(cloud))
        {
            return;
        }

        var pair = PairOf(cloud, isMachine: true);
        if (pair == Pair.Foreign)
        {
            throw NotAzures(cloud, cloud.ResourceManager);
        }

        CheckConfirmed(cloud, pair);
        if (GraphOf(cloud) is { } graph && !AzureHosts.AnyOwns(graph) && !IsOwnName(graph) && !IsHere(graph))
        {
            throw NotAzures(cloud, graph);
        }
    }

    private static Pair PairOf(Cloud cloud, bool isMachine)
    {
        var owner = AzureHosts.AuthorityOwner(new Uri(cloud.Authority).IdnHost);
        if ((owner is null && !isMachine)
            || !cloud.Endpoints.TryGetValue("active_directory_resource_id", out var audience)
            || !cloud.Endpoints.TryGetValue("resource_manager", out var resourceManager))
        {
            return Pair.Own; // the tokens are that authority's own, or there is nobody to send them to
        }

        if (isMachine ? AzureHosts.AnyOwns(resourceManager) || IsHere(resourceManager) : AzureHosts.Owns(owner!, resourceManager))
        {
            return Pair.Own;
        }

        return IsOriginOf(audience, resourceManager) ? Pair.Own : IsApplication(audience) ? Pair.Application : Pair.Foreign;
    }

    // The common case costs nothing.
    private static bool IsAsBuilt(Cloud cloud)
    {
        if (BuiltInClouds.Find(cloud.Name) is not { } own)
        {
            return false;
        }

        foreach (var key in DecidingKeys)
        {
            if (cloud.Endpoints.GetValueOrDefault(key) != own.Endpoints[key])
            {
                return false;
            }
        }

        return true;
    }

    // The audience names the host that gets the token, and nothing more: whoever that is gets what is for him.
    private static bool IsOriginOf(string audience, string address) =>
        !audience.AsSpan().ContainsAnyExcept(OfPlainAddress)
        && Uri.TryCreate(audience, UriKind.Absolute, out var own)
        && Uri.TryCreate(address, UriKind.Absolute, out var target)
        && own.Scheme == Uri.UriSchemeHttps
        && own.AbsolutePath == "/"
        && own.GetLeftPart(UriPartial.Authority) == target.GetLeftPart(UriPartial.Authority);

    private static bool IsOwnName(string graph) =>
        Uri.TryCreate(graph, UriKind.Absolute, out var uri) && !AzureHosts.IsAzures(uri.IdnHost) && IsOriginOf(uri.GetLeftPart(UriPartial.Authority), graph);

    private static bool IsHere(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;

    private static string? GraphOf(Cloud cloud) => cloud.Endpoints.GetValueOrDefault("microsoft_graph_resource_id") is { Length: > 0 } graph ? graph : null;

    private static void CheckSafe(Cloud cloud, string key, string address)
    {
        if (!CloudAddress.IsSafe(address))
        {
            throw new UserError($"The cloud '{cloud.Name}' has '{address}' as '{key}', and only https (or http on this machine) is used.", Show(cloud));
        }
    }

    private static void CheckConfirmed(Cloud cloud, Pair pair)
    {
        if (pair == Pair.Application && cloud.IsConfirmed?.Invoke() == false)
        {
            throw new UserError(
                $"Only {MetadataClouds.Variable} says that the cloud '{cloud.Name}' sends its tokens to {Shown(cloud.ResourceManager)}, and this has not been confirmed. "
                + "To confirm it, sign in on a terminal, or register these addresses:",
                $"az cloud update --name {ShellWord.Of(cloud.Name)} --endpoint-active-directory {ShellWord.Of(cloud.Authority)} "
                + $"--endpoint-active-directory-resource-id {ShellWord.Of(cloud.ManagementResource)} --endpoint-resource-manager {ShellWord.Of(cloud.ResourceManager)}");
        }
    }

    private static UserError Refused(Cloud cloud, string host) => new(
        $"The cloud '{cloud.Name}' signs in at {cloud.Authority} and would send its tokens to {Shown(host)}, which is not that cloud's: it is not used.", Show(cloud));

    private static UserError NotAzures(Cloud cloud, string host) => new(
        $"The cloud '{cloud.Name}' would send this machine's tokens for {cloud.ManagementResource} to {Shown(host)}, which is not Azure's: it is not used.", Show(cloud));

    private static string Show(Cloud cloud) => $"az cloud show --name {ShellWord.Of(cloud.Name)}";

    private static string Shown(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : address;
}
