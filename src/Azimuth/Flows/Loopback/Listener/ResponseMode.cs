namespace Azimuth.Flows.Loopback.Listener;

/// <summary>
/// How the authority's answer travels through the browser (OAuth 2.0 Multiple Response Types, 2.1; Form Post Response Mode).
/// </summary>
internal enum ResponseMode
{
    /// <summary>As a form that the browser posts: nothing of it is in an address.</summary>
    FormPost,

    /// <summary>In the query of the redirect address, which a user can copy.</summary>
    Query,
}
