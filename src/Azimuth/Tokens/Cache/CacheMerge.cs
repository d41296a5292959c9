namespace Azimuth.Tokens.Cache;

/// <summary>
/// Brings what MSAL.NET changed into the file as it is now. Entries that MSAL.NET only read keep their bytes' meaning,
/// whatever it would have made of them, and so does everything that another process wrote meanwhile.
/// </summary>
internal static class CacheMerge
{
    /// <summary>Applies the difference between <paramref name="before"/> and <paramref name="after"/> to <paramref name="file"/>.</summary>
    /// <param name="file">What is on disk now; changed in place.</param>
    /// <param name="before">What MSAL.NET made of the file when it read it, in its own dialect.</param>
    /// <param name="after">What it holds now.</param>
    /// <param name="time">For what Python stamps and MSAL.NET does not.</param>
    /// <returns>Whether there was a difference.</returns>
    public static bool Apply(UnifiedCache file, UnifiedCache before, UnifiedCache after, TimeProvider time)
    {
        var changed = false;
        foreach (var section in UnifiedCache.Known)
        {
            List<CacheEntry> fresh = [];
            foreach (var (key, entry) in after.Entries(section))
            {
                if (before.Find(section, key) is { } old && old.Says(entry))
                {
                    continue;
                }

                var ours = CacheDialect.FromMsalNet(section, entry, time);
                if (section == UnifiedCache.RefreshTokens)
                {
                    PutRefreshToken(file, ours);
                }
                else
                {
                    Put(file, section, key, ours);
                }

                fresh.Add(ours);
            }

            foreach (var (key, entry) in before.Entries(section).Where(each => after.Find(section, each.Key) is null))
            {
                changed |= Remove(file, section, key, entry, fresh);
            }

            if (section == UnifiedCache.AccessTokens)
            {
                RemoveRivals(file, fresh);
            }

            changed |= fresh.Count > 0;
        }

        return changed;
    }

    /// <summary>
    /// Whether <paramref name="file"/> lacks an account that MSAL.NET brought, or has no answer to a question that it brought one to. A
    /// newer answer of another process is one.
    /// </summary>
    public static bool Lacks(UnifiedCache file, UnifiedCache before, UnifiedCache after, TimeProvider time)
    {
        var answers = file.Entries(UnifiedCache.AccessTokens).Values.ToLookup(CacheDialect.QuestionOf);
        var rights = file.Entries(UnifiedCache.RefreshTokens).Values;
        return Fresh(UnifiedCache.Accounts).Any(each => file.Find(UnifiedCache.Accounts, each.Key) is null)
            || Fresh(UnifiedCache.AccessTokens).Select(each => CacheDialect.FromMsalNet(UnifiedCache.AccessTokens, each.Value, time))
                .Any(each => !answers[CacheDialect.QuestionOf(each)].Any(there => CacheDialect.IsRival(there, each)))
            || Fresh(UnifiedCache.RefreshTokens).Any(each => !rights.Any(there => CacheDialect.IsSameRight(there, each.Value)));

        IEnumerable<KeyValuePair<string, CacheEntry>> Fresh(string section) =>
            after.Entries(section).Where(each => before.Find(section, each.Key) is not { } old || !old.Says(each.Value));
    }

    private static void Put(UnifiedCache file, string section, string key, CacheEntry entry)
    {
        // The same credential told again keeps what others noted beside it; a new one inherits nothing (its refresh_on would lie).
        if (file.Find(section, key) is { IsForeign: false } old && old.Text("secret") == entry.Text("secret"))
        {
            foreach (var (name, value) in old.Fields.Where(each => !entry.Has(each.Key)))
            {
                entry.Set(name, value);
            }
        }

        file.Put(section, key, entry);
    }

    // MSAL.NET keys a family's token by the family, Python by client and target, and Python looks it up by its fields:
    // the new secret goes where the old one stands, and a second copy of the same right goes away.
    private static void PutRefreshToken(UnifiedCache file, CacheEntry entry)
    {
        string[] holders = [
            .. file.Entries(UnifiedCache.RefreshTokens).Where(each => CacheDialect.IsSameRight(each.Value, entry)).Select(each => each.Key)
        ];
        if (holders.Length == 0)
        {
            file.Put(UnifiedCache.RefreshTokens, CacheDialect.RefreshTokenKey(entry), entry);
            return;
        }

        var old = file.Find(UnifiedCache.RefreshTokens, holders[0])!;
        foreach (var (name, value) in old.Fields.Where(each => !entry.Has(each.Key) || each.Key == "client_id"))
        {
            entry.Set(name, value);
        }

        foreach (var doubled in holders.Skip(1))
        {
            file.Remove(UnifiedCache.RefreshTokens, doubled);
        }

        var key = CacheDialect.RefreshTokenKey(entry);
        if (key != holders[0])
        {
            file.Remove(UnifiedCache.RefreshTokens, holders[0]);
        }

        file.Put(UnifiedCache.RefreshTokens, key, entry);
    }

    // Removed is only what MSAL.NET saw: a token that another process put there since has another secret and stays.
    private static bool Remove(UnifiedCache file, string section, string key, CacheEntry seen, List<CacheEntry> fresh)
    {
        if (section == UnifiedCache.RefreshTokens)
        {
            return !fresh.Any(each => CacheDialect.IsSameRight(each, seen))
                && file.RemoveAll(section, each => CacheDialect.IsSameRight(each, seen) && each.Text("secret") == seen.Text("secret")) > 0;
        }

        return file.Find(section, key) is { } there && there.Text("secret") == seen.Text("secret") && file.Remove(section, key);
    }

    private static void RemoveRivals(UnifiedCache file, List<CacheEntry> fresh)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        var questions = fresh.ToLookup(CacheDialect.QuestionOf);
        file.RemoveAll(
            UnifiedCache.AccessTokens,
            each => !each.IsForeign
                && questions[CacheDialect.QuestionOf(each)].Any(ours => !ReferenceEquals(ours, each) && CacheDialect.IsRival(ours, each)));
    }
}
