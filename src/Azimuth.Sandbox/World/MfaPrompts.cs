using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Azimuth.Sandbox.World;

/// <summary>Sign-ins that wait for the phone, which is the console. The phone must type the number that the sign-in page shows.</summary>
internal sealed class MfaPrompts(SandboxClock clock, LocalAzure azure)
{
    private readonly ConcurrentDictionary<string, MfaPrompt> _byId = new();

    public IEnumerable<MfaPrompt> All => _byId.Values.Select(Current).OrderBy(prompt => prompt.Asked);

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

    /// <summary>The phone's answer; another number than the page's refuses, as Microsoft's phone does.</summary>
    /// <returns>Whether the prompt was still pending.</returns>
    public bool TryAnswer(MfaPrompt prompt, bool approve, int? number = null) =>
        Current(prompt).State == MfaState.Pending
        && _byId.TryUpdate(prompt.Id, prompt with { State = approve && number == prompt.Number ? MfaState.Approved : MfaState.Refused }, prompt);

    public void Clear() => _byId.Clear();

    private MfaPrompt Current(MfaPrompt prompt) => prompt.State == MfaState.Pending && clock.GetUtcNow() >= prompt.Ends
        ? prompt with { State = MfaState.Expired }
        : prompt;

    private void ForgetOld()
    {
        foreach (var prompt in _byId.Values.Where(prompt => clock.GetUtcNow() > prompt.Ends + TimeSpan.FromHours(1)))
        {
            _byId.TryRemove(prompt.Id, out _);
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
