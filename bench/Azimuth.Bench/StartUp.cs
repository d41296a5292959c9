using Azimuth.Harness;
using Azimuth.Harness.Scenarios;

namespace Azimuth.Bench;

/// <summary>Whole-process runs, in turns.</summary>
internal static class StartUp
{
    private static readonly string[] Token = ["account", "get-access-token", "-o", "json"];
    private static readonly string[] Show = ["account", "show"];
    private static readonly string[] List = ["account", "list"];

    public static async Task MeasureAsync(Options options, Report report)
    {
        using var user = new Home().WithFixture("user");
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 99));
        using var many = azure.NewHome();
        await many.Az.SignInAsync(Contoso.Ada, "-o none");
        await using var large = await Sandbox.StartAsync(SignIns.ToMany(subscriptions: 10_000));
        using var full = large.NewHome();
        await full.Az.SignInAsync(Contoso.Ada, "-o none");
        var ids = await IdsAsync(full);

        await using var keyring = Keyring.IsInstalled ? await Keyring.StartAsync() : null;
        using var hidden = await EncryptedAsync(keyring);
        var asked = await azure.Journal.CountAsync("token") + await large.Journal.CountAsync("token");

        List<Subject> subjects = [new("bare", "a bare NativeAOT `Console.WriteLine`", null, new Spawn(options.Bare, [], user.Variables))];
        foreach (var image in options.Images)
        {
            subjects.Add(new(image, "`az account get-access-token -o json`, fixture `user`", 1.3, new Spawn(image, Token, user.Variables)));
            subjects.Add(new(image, "the same, cache of 100 tenants", 1.8, new Spawn(image, Token, many.Variables)));
            if (hidden is not null && Path.GetFileName(Path.GetDirectoryName(image)) != "static") // which opens no libsecret
            {
                const string name = "`az account get-access-token -o json`, fixture `user`, encrypted (gnome-keyring)";
                subjects.Add(new(image, name, 10, new Spawn(image, Token, hidden.Variables)));
            }

            subjects.Add(new(image, "`az account show`, fixture `user`", 1.2, new Spawn(image, Show, user.Variables)));
            subjects.Add(new(image, "10,000 subscriptions: `get-access-token -o json`", 6, new Spawn(image, Token, full.Variables)));
            subjects.Add(new(image, "10,000 subscriptions: `account show`", 6, new Spawn(image, Show, full.Variables)));
            subjects.Add(new(image, "10,000 subscriptions: `account list`", 25, new Spawn(image, List, full.Variables)));

            // Another one each time, so that there is something to write.
            Spawn[] set = [.. ids.Select(id => new Spawn(image, ["account", "set", "-s", id], full.Variables))];
            subjects.Add(new(image, "10,000 subscriptions: `account set`", 25, set));
        }

        // The first runs read files that nothing has read yet.
        for (var run = -5; run < options.Runs; run++)
        {
            foreach (var subject in subjects)
            {
                var spent = subject.Programs[Math.Abs(run) % subject.Programs.Length].Run();
                if (run >= 0)
                {
                    subject.Times.Add(spent.Time.TotalMilliseconds);
                    subject.PageFaults.Add(spent.PageFaults);
                }
            }
        }

        if (await azure.Journal.CountAsync("token") + await large.Journal.CountAsync("token") != asked)
        {
            throw new InvalidOperationException("These tokens did not come from the cache.");
        }

        report.StartUp(subjects);
        subjects.ForEach(subject => Array.ForEach(subject.Programs, program => program.Dispose()));
    }

    // The first and the last subscription of the profile.
    private static async Task<string[]> IdsAsync(Home home)
    {
        var found = (await home.Az.RunAsync("account list --query [[0].id,[-1].id] -o tsv")).ShouldSucceed().Stdout;
        return found.Split((char[])['\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    // The same tokens in a keyring of a D-Bus session of its own; null where there is no such service to start.
    private static async Task<Home?> EncryptedAsync(Keyring? keyring)
    {
        if (keyring is null)
        {
            Console.Error.WriteLine("Encrypted tokens are not measured: dbus-daemon, gnome-keyring-daemon or libsecret is missing.");
            return null;
        }

        var home = new Home().WithFixture("user");
        foreach (var (name, value) in keyring.Variables)
        {
            home.Variables[name] = value;
        }

        (await home.Az.RunAsync("config set core.encrypt_token_cache=true")).ShouldSucceed();
        return home.Has("msal_token_cache.json") ? throw new InvalidOperationException("The tokens are still there unencrypted.") : home;
    }
}

/// <summary>Something that is run.</summary>
/// <param name="Image">Its file.</param>
/// <param name="Name">As the table calls it.</param>
/// <param name="Bar">How many times the bare program's time it may take.</param>
/// <param name="Programs">What runs, one after the other in turns.</param>
internal sealed record Subject(string Image, string Name, double? Bar, params Spawn[] Programs)
{
    /// <summary>In milliseconds.</summary>
    public List<double> Times { get; } = [];

    /// <summary>Page faults of each run that needed no disk.</summary>
    public List<double> PageFaults { get; } = [];

    /// <summary>The time that this share of the runs did not take longer than.</summary>
    public double Quantile(double share) => Quantile(Times, share);

    /// <summary>The value that this share of all values is not above.</summary>
    public static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));
}
