using Microsoft.Identity.Client;

namespace Azimuth.Flows;

/// <summary>The one place where MSAL's exceptions become sentences that a person can act on.</summary>
public static class MsalErrors
{
    /// <summary>What the authority or the network said, verbatim where it is Entra ID's, and the commands that mend it.</summary>
    /// <param name="failure">What MSAL threw.</param>
    /// <param name="tenant">The tenant that was asked, as it was asked.</param>
    /// <param name="scopes">What was asked for.</param>
    public static UserError Explain(MsalException failure, string? tenant, IReadOnlyList<string> scopes) =>
        new(failure.Message, tenant is null ? "az login" : $"az login --tenant \"{tenant}\" --scope \"{string.Join(' ', scopes)}\"", cause: failure);
}
