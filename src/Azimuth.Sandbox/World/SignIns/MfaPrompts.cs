using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.World.SignIns;

/// <summary>Sign-ins that wait for the phone, which is the console. The phone must type the number that the sign-in page shows.</summary>
internal sealed class MfaPrompts(SandboxClock clock, TenantDirectory azure)
{
    /// <summary>A page asks every second whether its prompt was answered; one that has been silent for so long is closed.</summary>
    private static readonly TimeSpan PageIsGoneAfter = TimeSpan.FromSeconds(15);

    /// <summary>How long a page that was left may take to come back: reloading it leaves it too.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, MfaPrompt> _byId = new();

    /// <summary>When the page of each prompt last asked. A page without script never does, and is taken to be there.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new();

    /// <summary>What the phone shows, oldest first: prompts that wait or were answered, not those that have ended.</summary>
    public IEnumerable<MfaPrompt> All =>
        _byId.Values.Select(Current).Where(prompt => prompt.State != MfaState.Expired).OrderBy(prompt => prompt.Asked);

    public MfaPrompt Ask(Person person, Application application, string place)
    {
        ForgetOld();
        var prompt = new MfaPrompt
        {
            Id = RandomNumberGenerator.GetHexString(16, lowercase: true),
            Number = RandomNumberGenerator.GetInt32(10, 100),
            User = person.UserName,
            Application = application.Name,
            Place = place,
            Asked = clock.GetUtcNow(),
            Ends = clock.GetUtcNow().AddSeconds(azure.Scenario.Mfa.LifetimeSeconds),
        };
        _byId[prompt.Id] = prompt;
        return prompt;
    }

    public MfaPrompt? Find(string id) => _byId.TryGetValue(id, out var prompt) ? Current(prompt) : null;

    /// <summary>The same, asked by the page that waits for it.</summary>
    /// <param name="byItself">The page's script asks, and will ask again; false: the user came back to the page.</param>
    public MfaPrompt? Find(string id, bool byItself)
    {
        if (byItself || _seen.ContainsKey(id))
        {
            _seen[id] = clock.GetUtcNow();
        }

        return Find(id);
    }

    /// <summary>The page of this prompt was closed, or is being loaded again.</summary>
    public void Left(string id) => _seen[id] = clock.GetUtcNow() - PageIsGoneAfter + BackWithin;

    /// <summary>The page of this prompt is gone. What was answered stays.</summary>
    public void Withdraw(string? id)
    {
        if (id is not null && _byId.TryGetValue(id, out var prompt) && prompt.State == MfaState.Pending)
        {
            _byId.TryUpdate(id, prompt with { State = MfaState.Expired }, prompt);
        }
    }

    /// <summary>The phone's answer; another number than the page's refuses, as Microsoft's phone does.</summary>
    /// <returns>Whether the prompt was still pending.</returns>
    public bool TryAnswer(MfaPrompt prompt, bool approve, int? number = null) =>
        Current(prompt).State == MfaState.Pending
        && _byId.TryUpdate(
            prompt.Id, prompt with { State = approve && number == prompt.Number ? MfaState.Approved : MfaState.Refused }, prompt);

    public void Clear()
    {
        _byId.Clear();
        _seen.Clear();
    }

    private MfaPrompt Current(MfaPrompt prompt) =>
        prompt.State == MfaState.Pending && (clock.GetUtcNow() >= prompt.Ends || IsClosed(prompt))
        ? prompt with { State = MfaState.Expired }
        : prompt;

    private bool IsClosed(MfaPrompt prompt) => _seen.TryGetValue(prompt.Id, out var last) && clock.GetUtcNow() - last > PageIsGoneAfter;

    private void ForgetOld()
    {
        foreach (var prompt in _byId.Values.Where(prompt => clock.GetUtcNow() > prompt.Ends + TimeSpan.FromHours(1)))
        {
            _byId.TryRemove(prompt.Id, out _);
            _seen.TryRemove(prompt.Id, out _);
        }
    }
}

internal enum MfaState
{
    Pending,
    Approved,
    Refused,
    Expired,
}

internal sealed record MfaPrompt
{
    public required string Id { get; init; }

    /// <summary>On the sign-in page only; the phone has to be told.</summary>
    public required int Number { get; init; }

    public required string User { get; init; }

    public required string Application { get; init; }

    /// <summary>The address of the browser that signs in.</summary>
    public required string Place { get; init; }

    public required DateTimeOffset Asked { get; init; }

    public required DateTimeOffset Ends { get; init; }

    public MfaState State { get; init; }
}
