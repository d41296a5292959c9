using Azimuth.Configuration;
using Azimuth.Storage.Locks;
using Azimuth.Tokens;
using Azimuth.Tokens.Cache;

// A process that changes or watches a token cache through the library, again and again.
// usage: Azimuth.CacheWriter add FOLDER NAME COUNT    adds accounts NAME-0, NAME-1, …, one change each
//        Azimuth.CacheWriter watch FOLDER             reads until stdin ends; prints how often; fails when an account vanishes or the cache
// was not whole
var complaints = new List<string>();
var locks = new FileLocks(TimeProvider.System, Environment.ProcessId, "Azimuth.CacheWriter");
var cache = new TokenCache(new ConfigFiles(new(args[1]), () => locks, TimeProvider.System, complaints.Add));
var looks = args[0] == "add" ? await AddAsync(args[2], int.Parse(args[3])) : await WatchAsync();
complaints.ForEach(Console.Error.WriteLine);
Console.Out.WriteLine(looks);
return complaints.Count;

async Task<int> AddAsync(string name, int count)
{
    for (var number = 0; number < count; number++)
    {
        var user = $"{name}-{number}";
        var entry = new CacheEntry();
        foreach (var (field, value) in (ReadOnlySpan<(string, string)>)[
            ("home_account_id", $"{user}.t"), ("environment", "localhost"), ("realm", "t"), ("username", user)
        ])
        {
            entry.Set(field, value);
        }

        await cache.UpdateAsync(
            file =>
            {
                file.Put(UnifiedCache.Accounts, $"{user}.t-localhost-t", entry);
                return true;
            },
            CancellationToken.None);
        await Task.Delay(Random.Shared.Next(20)); // as between two commands
    }

    return count;
}

async Task<int> WatchAsync()
{
    var ended = Task.Run(Console.In.ReadToEnd); // its async twin waits all the same
    var (looks, before) = (0, 0);
    for (; !ended.IsCompleted; looks++)
    {
        var now = (await cache.ReadAsync(CancellationToken.None)).Entries(UnifiedCache.Accounts).Count;
        if (now < before)
        {
            complaints.Add($"There were {before} accounts, and now there are {now}.");
        }

        before = now;
        await Task.Delay(25);
    }

    return looks;
}
