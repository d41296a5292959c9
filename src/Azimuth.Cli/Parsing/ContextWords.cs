using Azimuth.Cli.Parsing.Specs;
using Azimuth.Text;

namespace Azimuth.Cli.Parsing;

/// <summary><c>--context NAME</c> on a line that is handed over: anywhere, as on our own commands. The Azure CLI does not get it.</summary>
internal static class ContextWords
{
    // `az aks get-credentials --context` and its siblings name a context of kubectl.
    private const string OfKubectl = "get-credentials";

    /// <summary>Takes it out.</summary>
    /// <param name="words">The whole line; what stands behind <c>--</c> is another program's.</param>
    /// <returns>The other words, and the name; null when there is none. The last one counts.</returns>
    /// <exception cref="UserError">No name follows.</exception>
    public static (IReadOnlyList<string> Others, string? Context) Split(IReadOnlyList<string> words)
    {
        var others = new List<string>(words.Count);
        string? context = null;
        var name = GlobalOptionSpecs.Context.Name;
        var isOurs = true;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            isOurs &= word is not ("--" or OfKubectl);
            if (isOurs && word == name)
            {
                context = ++i < words.Count && words[i] is not ['-', ..]
                    ? words[i].WithoutBlankEnds
                    : throw UsageErrors.ExpectedOne(GlobalOptionSpecs.Context);
            }
            else if (isOurs && word.StartsWith($"{name}=", StringComparison.Ordinal))
            {
                context = word[(name.Length + 1)..].WithoutBlankEnds;
            }
            else
            {
                others.Add(word);
            }
        }

        return (others, context);
    }
}
