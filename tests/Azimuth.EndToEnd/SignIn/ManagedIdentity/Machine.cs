using Azimuth.Harness;

namespace Azimuth.EndToEnd.SignIn.ManagedIdentity;

/// <summary>A home on a machine that has an identity.</summary>
internal static class Machine
{
    /// <param name="azure">Plays its endpoint.</param>
    /// <param name="machine">The kind, as the sandbox names it.</param>
    public static Home On(Sandbox azure, string machine)
    {
        var home = azure.NewHome();
        foreach (var (name, value) in azure.Variables(machine))
        {
            home.Variables[name] = value;
        }

        return home;
    }
}
