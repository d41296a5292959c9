using System.Text.RegularExpressions;

namespace Azimuth.EndToEnd.Repository;

/// <summary>
/// CONTRIBUTING's table of what a new thing touches, walked with things that exist: a file that mentions one of them and is not in
/// its row is work that the row does not tell of.
/// </summary>
public sealed class WhereThingsGoTests
{
    private const string Way = "a way of signing in";
    private const string Question = "a question of the sandbox's sign-in, which a policy may ask";

    /// <param name="row">The row of the table.</param>
    /// <param name="existing">A pattern for the name of a thing of that kind.</param>
    /// <param name="own">The file that it is in; empty where it has none.</param>
    /// <param name="named">The files that the row names, and that mention it.</param>
    [Theory]
    [InlineData(Way, @"\bFlowKind\.ManualBrowser\b", "", "FlowChoice SessionServices LoginOptions")]
    [InlineData(Way, @"\bUsesNoBrowser\b", "", "LoginOptions LoginUsage InteractiveLogin")]
    [InlineData("a command", @"\bAccountClear\b", "AccountClear", "CommandTree")]
    [InlineData("an output format", "\\bTsvFormat\\b|\"tsv\"", "TsvFormat", "KnownFormats OutputFormats")]
    [InlineData("a sandbox endpoint", @"\bMapLocations\b", "Locations", "Areas")]
    [InlineData("a policy of the sandbox", @"\bcompliantDevice\b", "", "ConditionalAccess ScenarioPolicy scenario.schema")]
    [InlineData(Question, @"\bAskToStay\b", "", "SignInStep SignInEngine SignInFlow ScriptedSignIn")]
    [InlineData(Question, @"\brecord Stay\b|\bSignInInput\.Stay\b", "", "SignInInput SignInEngine SignInFlow ScriptedSignIn")]
    [InlineData(Question, @"\bStaySignedIn(View)?\b", "", "SignInPages Views SignInFlow")]
    [InlineData(Question, @"\bbool\? Stay\b|\bstate\.Stay\b", "", "SignInState SignInEngine")]
    [InlineData("a grant", @"\bOnBehalfOf\b", "OnBehalfOf", "GrantList Areas")]
    [InlineData("a switch of the sandbox", @"\bHsts\b", "Hsts", "SwitchBoard")]
    public void A_new_one_touches_what_contributing_says(string row, string existing, string own, string named)
    {
        var says = RepositoryFiles.Text("CONTRIBUTING.md").Split('\n')
            .Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal));
        var touched = RepositoryFiles.All
            .Where(file => (file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
                || file == "docs/sandbox/scenario.schema.json")
            .Where(file => Regex.IsMatch(RepositoryFiles.Text(file), existing))
            .Select(file => Path.GetFileNameWithoutExtension(file));

        touched.ShouldBe($"{own} {named}".Trim().Split(' '), ignoreOrder: true);
        named.Split(' ').ShouldAllBe(file => says.Contains(file));
    }
}
