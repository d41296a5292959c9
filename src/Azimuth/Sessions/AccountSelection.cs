using Azimuth.Accounts;
using Azimuth.Configuration;

namespace Azimuth.Sessions;

/// <summary>Which subscription, and so which identity, is worked with.</summary>
/// <param name="environment">Where <see cref="Variable"/> is.</param>
/// <param name="cloud">Answers the name of the cloud that is worked in.</param>
public sealed class AccountSelection(EnvironmentVariables environment, Func<string> cloud)
{
    /// <summary>The default subscription of one shell or folder (direnv), where the Azure CLI knows only the one of the profile.</summary>
    public const string Variable = "AZURE_DEFAULTS_SUBSCRIPTION";

    /// <summary>The subscription that was named, else the one that <see cref="Variable"/> names, else the profile's default.</summary>
    /// <param name="profile">Who is signed in.</param>
    /// <param name="nameOrId">Its name or ID; null or empty: none was named.</param>
    /// <exception cref="UserError">Nobody is signed in; there is none, or several of that name.</exception>
    public Subscription Find(Profile profile, string? nameOrId)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (!string.IsNullOrEmpty(nameOrId) || environment.NonEmpty(Variable) is not { } named)
        {
            return profile.Find(nameOrId, cloud());
        }

        try
        {
            return profile.Find(named, cloud());
        }
        catch (UserError error) when (profile.In(cloud()).Count > 0)
        {
            throw new UserError($"{error.Message} It is set in {Variable}.", error.Remedy, error.ExitCode, error);
        }
    }
}
