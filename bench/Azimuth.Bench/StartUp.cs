using Azimuth.Harness;

namespace Azimuth.Bench;

/// <summary>Whole-process runs, in turns.</summary>
internal static class StartUp
{
    private static readonly string[] Token = ["account", "get-access-token", "-o", "json"];
    private static readonly string[] Show = ["account", "show"];

    public static async Task MeasureAsync(Options options, Report report)
    {
        using var user = new Home().WithFixture("user");
        await using var azure = await Sandbox.StartAsync(Scenario.ManyTenants(guests: 99));
        using var many = azure.NewHome();
        await many.Az.SignInAsync(Contoso.Ada, "-o none");

        await using var keyring = Keyring.IsInstalled ? await Keyring.StartAsync() : null;
        using var hidden = await EncryptedAsync(keyring);
        var asked = await azure.Journal.CountAsync("token");

        List<Subject> subjects = [new("bare", "a bare NativeAOT `Console.WriteLine`", null, new(options.Bare, [], user.Variables))];
        foreach (var image in options.Images)
        {
            subjects.Add(new(image, "`az account get-access-token -o json`, fixture `user`", 2.2, new(image, Token, user.Variables)));
            subjects.Add(new(image, "the same, cache of 100 tenants", 4, new(image, Token, many.Variables)));
            if (hidden is not null)
            {
                const string name = "`az account get-access-token -o json`, fixture `user`, encrypted (gnome-keyring)";
                subjects.Add(new(image, name, 10, new(image, Token, hidden.Variables)));
            }

            subjects.Add(new(image, "`az account show`, fixture `user`", 2, new(image, Show, user.Variables)));
        }

        // The first runs read files that nothing has read yet.
        for (var run = -5; run < options.Runs; run++)
        {
            foreach (var subject in subjects)
            {
                var time = subject.Program.Run();
                if (run >= 0)
                {
                    subject.Times.Add(time.TotalMilliseconds);
                }
            }
        }

        if (await azure.Journal.CountAsync("token") != asked)
        {
            throw new InvalidOperationException("These tokens did not come from the cache.");
        }

        report.StartUp(subjects);
        subjects.ForEach(subject => subject.Program.Dispose());
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
/// <param name="Program">What runs.</param>
internal sealed record Subject(string Image, string Name, double? Bar, Spawn Program)
{
    /// <summary>In milliseconds.</summary>
    public List<double> Times { get; } = [];

    /// <summary>The time that this share of the runs did not take longer than.</summary>
    public double Quantile(double share) => Times.Order().ElementAt((int)(share * (Times.Count - 1)));
}
