using Azimuth.Harness;

namespace Azimuth.EndToEnd.Tokens;

/// <summary><c>accessTokens.json</c>, where the Azure CLI before 2.30 kept refresh tokens (ADAL): signing out removes it.</summary>
public sealed class EarlierTokensTests
{
    private const string Earlier = "accessTokens.json";
    private const string Content =
        """[{"tokenType":"Bearer","refreshToken":"an-old-refresh-token","userId":"ada@contoso.onmicrosoft.com"}]""";

    [Theory]
    [InlineData("logout")]
    [InlineData("logout --username nobody@contoso.onmicrosoft.com")]
    [InlineData("account clear")]
    public async Task Signing_out_removes_them(string line)
    {
        using var home = new Home().WithFixture("user");
        home.Put(Earlier, Content);

        (await home.Az.RunAsync(line)).ShouldSucceed();

        home.Has(Earlier).ShouldBeFalse();
    }

    [Theory]
    [InlineData("logout", "There are no active accounts.")]
    [InlineData("logout --username nobody@contoso.onmicrosoft.com", "is not signed in")]
    [InlineData("account clear", "")]
    public async Task Without_an_account_too(string line, string said)
    {
        using var home = new Home().WithFixture("empty-profile");
        home.Put(Earlier, Content);

        (await home.Az.RunAsync(line)).Stderr.ShouldContain(said);

        home.Has(Earlier).ShouldBeFalse();
    }

    [Theory]
    [InlineData("logout")]
    [InlineData("logout --username ada@contoso.onmicrosoft.com")]
    public async Task Also_where_the_profile_cannot_be_read(string line)
    {
        using var home = new Home().WithFixture("user");
        home.Put("azureProfile.json", "{]");
        home.Put(Earlier, Content);

        await home.Az.RunAsync(line);

        home.Has(Earlier).ShouldBeFalse();
    }

    [Fact]
    public async Task Behind_a_link_they_are_emptied_and_reading_leaves_them_alone()
    {
        using var home = new Home().WithFixture("user");
        var elsewhere = Path.Combine(home.Root, "elsewhere.json");
        File.WriteAllText(elsewhere, Content);
        File.CreateSymbolicLink(Path.Combine(home.Config, Earlier), elsewhere);

        (await home.Az.RunAsync("account list")).ShouldSucceed();
        File.ReadAllText(elsewhere).ShouldBe(Content);
        (await home.Az.RunAsync("account clear")).ShouldSucceed();

        File.ReadAllText(elsewhere).ShouldBeEmpty();
    }
}
