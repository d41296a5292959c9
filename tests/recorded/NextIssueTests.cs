namespace Azimuth.Recorded;

public sealed class NextIssueTests(ITestOutputHelper output)
{
    [Fact]
    public void What_waits_for_the_next_issue_is_named_once_and_recorded()
    {
        var recorded = Recording.OfflineNames.Concat(Recording.WithServerNames).ToHashSet();

        output.WriteLine($"{NextIssue.Names.Count} of {recorded.Count} recordings wait for the next issue: {string.Join(", ", NextIssue.Names)}");
        NextIssue.Names.ShouldBeUnique();
        NextIssue.Names.Except(recorded).ShouldBeEmpty();
    }
}
