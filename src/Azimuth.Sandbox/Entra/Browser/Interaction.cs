using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Entra.Authorization;
using Azimuth.Sandbox.Entra.SignIn;
using Azimuth.Sandbox.World;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Browser;

/// <summary>One sign-in in progress in one browser: what was asked, and where it stands.</summary>
internal sealed class Interaction
{
    /// <summary>Unguessable, and good in one browser only.</summary>
    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public required string Browser { get; init; }

    public required DateTimeOffset Begun { get; init; }

    /// <summary>The address of the browser.</summary>
    public required string Place { get; init; }

    /// <summary>The application's request; null when a device code is what waits.</summary>
    public AuthorizeRequest? Authorize { get; init; }

    public string? UserCode { get; init; }

    /// <summary>The state of the sign-in.</summary>
    public required SignInState State { get; set; }

    /// <summary>The prompt on the phone that belongs to this page.</summary>
    public string? PromptId { get; set; }

    public bool Ended { get; set; }

    public SignInRequest Request => State.Request;

    /// <summary>Pages are shown for applications only.</summary>
    public Application Client => Request.Client!;

    public bool IsOf(string browser) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Browser), Encoding.ASCII.GetBytes(browser));
}

/// <summary>The sign-ins in progress. They end after half an hour, or with the process.</summary>
internal sealed class Interactions(SandboxClock clock, MfaPrompts prompts)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<string, Interaction> _byId = new();

    public Interaction Begin(Interaction fresh)
    {
        foreach (var old in _byId.Values.Where(HasEnded))
        {
            _byId.TryRemove(old.Id, out _);
        }

        WithdrawPrompts(fresh);
        return _byId[fresh.Id] = fresh;
    }

    /// <summary>
    /// Who begins again in the same browser has left the page of before: its prompt would look like the new one's, and
    /// whoever answered it would sign nothing in.
    /// </summary>
    public void WithdrawPrompts(Interaction by)
    {
        foreach (var old in _byId.Values.Where(one => one != by && one.IsOf(by.Browser) && one.Client.ClientId == by.Client.ClientId))
        {
            prompts.Withdraw(old.PromptId);
        }
    }

    public Interaction? Find(string id) => _byId.TryGetValue(id, out var found) && !HasEnded(found) ? found : null;

    public void Clear() => _byId.Clear();

    private bool HasEnded(Interaction one) => clock.GetUtcNow() > one.Begun + Lifetime;
}
