using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Entra.Tokens;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Entra.SignIn;

/// <summary>One sign-in in progress in one browser: what was asked, and what the person has shown so far.</summary>
internal sealed class Interaction
{
    /// <summary>Unguessable, and good in one browser only.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public required string Browser { get; init; }

    public required DateTimeOffset Begun { get; init; }

    public required Application Client { get; init; }

    public required TenantSegment Tenant { get; init; }

    /// <summary>What is asked for.</summary>
    public required RequestedScopes Scopes { get; init; }

    public required string Place { get; init; }

    /// <summary>The application's request; null when a device code is what waits.</summary>
    public AuthorizeRequest? Authorize { get; init; }

    public string? UserCode { get; init; }

    public Person? Person { get; set; }

    /// <summary>The person's session of before, which makes a password unnecessary.</summary>
    public Session? Known { get; set; }

    /// <summary>"Use another account" was pressed.</summary>
    public bool WantsAnother { get; set; }

    public bool PasswordShown { get; set; }

    public bool MfaShown { get; set; }

    public string? PromptId { get; set; }

    /// <summary>Consent was given in this very sign-in.</summary>
    public bool ConsentShown { get; set; }

    public bool Confirmed { get; set; }

    /// <summary>Whether the browser shall remember the person; null: not asked yet.</summary>
    public bool? Stay { get; set; }

    public bool Ended { get; set; }

    /// <summary>What policies are asked, once it is known who signs in.</summary>
    public AccessQuestion Asks(Person person) => new(
        person, Tenant.For(person), Scopes.ResourceId, Client.ClientId, UserCode is null ? AccessQuestion.Browser : AccessQuestion.DeviceCode);

    public bool IsOf(string browser) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Browser), Encoding.ASCII.GetBytes(browser));

    /// <summary>Back to the question who signs in.</summary>
    public void ForgetPerson()
    {
        (Person, Known, PasswordShown, MfaShown, PromptId, ConsentShown, Confirmed, Stay) = (null, null, false, false, null, false, false, null);
    }
}

/// <summary>The sign-ins in progress. They end after half an hour, or with the process.</summary>
internal sealed class Interactions(SandboxClock clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Interaction> _byId = new();

    public Interaction Begin(Interaction fresh)
    {
        foreach (var old in _byId.Values.Where(HasEnded))
        {
            _byId.TryRemove(old.Id, out _);
        }

        return _byId[fresh.Id] = fresh;
    }

    public Interaction? Find(string id) => _byId.TryGetValue(id, out var found) && !HasEnded(found) ? found : null;

    public void Clear() => _byId.Clear();

    private bool HasEnded(Interaction one) => clock.GetUtcNow() > one.Begun + Lifetime;
}
