namespace Azimuth.Sandbox.Entra.Requests;

/// <summary>
/// What an application is in one request. Not of its registration as a whole: the same one may have a page, a native part and
/// a server, and each is held to its own rules (Microsoft identity platform, "Public and confidential client applications").
/// </summary>
internal enum ClientRole
{
    /// <summary>Shows no secret, and is refused with one.</summary>
    Public,

    /// <summary>A page's script: public, and across origins only.</summary>
    SinglePage,

    /// <summary>A confidential client, which has to authenticate.</summary>
    Confidential,
}
