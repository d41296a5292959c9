namespace Azimuth.Messages;

public sealed class MessagesTests
{
    [Fact]
    public void The_page_of_messages_is_what_the_sources_say()
    {
        var made = MessagesPage.Make();
        if (Environment.GetEnvironmentVariable("AZIMUTH_RENEW_MESSAGES") is { Length: > 0 })
        {
            Repository.Write(MessagesPage.File, made);
        }

        var lines = Repository.Read(MessagesPage.File).Split('\n');
        var expected = made.Split('\n');

        // The first difference only: the page is long.
        var same = lines.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
        (lines.ElementAtOrDefault(same) ?? "the end").ShouldBe(
            expected.ElementAtOrDefault(same) ?? "the end",
            $"{MessagesPage.File} is not up to date from line {same + 1} on. To renew it, run: {MessagesPage.Renewal}");
    }

    [Fact]
    public void No_message_has_a_banned_word() =>
        MessagesPage.Messages
            .Where(message => BannedWords.Holds(message.File))
            .SelectMany(message => BannedWords.In(message.Text).Select(word => $"{message.File}: '{word}' in: {message.Text}"))
            .ShouldBeEmpty();
}
