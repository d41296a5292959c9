using System.Collections.Concurrent;

namespace Azimuth.Sandbox.World;

/// <summary>Which applications each person has allowed already.</summary>
internal sealed class Consents
{
    private readonly ConcurrentDictionary<(Guid Person, Guid Application), bool> _given = new();

    public bool Has(Person person, Application application) => !application.RequireConsent || _given.ContainsKey((person.Id, application.ClientId));

    public void Give(Person person, Application application) => _given[(person.Id, application.ClientId)] = true;

    public void Clear() => _given.Clear();
}
