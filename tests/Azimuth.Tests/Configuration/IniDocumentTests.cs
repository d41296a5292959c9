using Azimuth.Configuration.Ini;
using CsCheck;

namespace Azimuth.Tests.Configuration;

public sealed class IniDocumentTests
{
    [Theory]
    [InlineData("[a]\nx = 1\n", "1")]
    [InlineData("[a]\nx: 1\n", "1")]
    [InlineData("[a]\nX=1\n", "1")]
    [InlineData("[a]\n  x =   1   \n", "1")]
    [InlineData("[a]\nx = a = b ; c # d\n", "a = b ; c # d")]
    [InlineData("[a]\nx =\n", "")]
    [InlineData("[a]\nx = one\n  two\n\tthree\n", "one\ntwo\nthree")]
    [InlineData("[a]\nx = one\n\n  two\n\n\n", "one\n\ntwo")]
    [InlineData("[a]\nx = one\n# no part of it\n  two\n", "one\ntwo")]
    [InlineData("# top\n; too\n[a]\n\nx = 1\n", "1")]
    [InlineData("[a] rest is ignored\nx = 1\n", "1")]
    [InlineData("[DEFAULT]\nx = 1\n[a]\n", "1")]
    [InlineData("[a]\r\nx = 1\r\n", "1")]
    [InlineData("[a]\nx = 1\n[b]\ny = 2\n[a]\nx = 3\n", "3")]
    [InlineData("[a]\nx = %(y)s\n", "%(y)s")] // these four Python refuses, and we take as they stand
    [InlineData("[a]\nx = 100%\n", "100%")]
    [InlineData("[a]\nx = https://g.test/a%20b%%\n", "https://g.test/a%20b%%")]
    [InlineData("[a]\nx = %(x)s\n", "%(x)s")]
    [InlineData("[a]\nx = 50%%\n", "50%")]
    [InlineData("[a]\nx = %%%%(y)s\n", "%%(y)s")]
    [InlineData("[a]\nx = <%(Y)s>\ny = 1%%\n", "<1%>")]
    [InlineData("[DEFAULT]\ny = d\n[a]\nx = %(y)s%(y)s\n", "dd")]
    public void An_option_is_read_as_configparser_reads_it(string text, string expected) =>
        IniDocument.Parse(text).Get("a", "X").ShouldBe(expected);

    [Theory]
    [InlineData("# c\n[a]\n  x = 1\n  y = 2\n", "x", "# c\n[a]\n  x = new\n  y = 2\n")]
    [InlineData("# c\n[a]\n\t\ty = 2\n  [b]\n", "x", "# c\n[a]\n\t\ty = 2\n\t\tx = new\n  [b]\n")]
    [InlineData("# c\n[a]\n  [b]\ny = 2\n", "x", "# c\n[a]\n  x = new\n  [b]\ny = 2\n")]
    public void What_follows_further_right_does_not_become_part_of_a_new_value(string text, string name, string expected) =>
        IniDocument.Parse(text).With("a", name, "new").ShouldBe(expected);

    [Theory]
    [InlineData("x = 1\n", "line 1 is before the first [section]")]
    [InlineData("[a]\nnonsense\n", "line 2 is neither a [section] nor name = value")]
    [InlineData("[a]\n= 1\n", "line 2 is neither a [section] nor name = value")]
    [InlineData("[a\n", "line 1 is before the first [section]")]
    public void What_configparser_refuses_is_named_with_its_line(string text, string problem) =>
        IniDocument.Parse(text).Problem.ShouldBe(problem);

    [Theory]
    [InlineData("", "[core]\noutput = tsv\n\n")]
    [InlineData("[core]\noutput=json\n[Other]\nKeY: v\n", "[core]\noutput = tsv\n\n[Other]\nkey = v\n\n")]
    [InlineData("[cloud]\nname = A\n", "[cloud]\nname = A\n\n[core]\noutput = tsv\n\n")]
    [InlineData("[b]\ny = 1\n[DEFAULT]\nx = 2\n", "[DEFAULT]\nx = 2\n\n[b]\ny = 1\n\n[core]\noutput = tsv\n\n")]
    public void A_file_without_comments_is_written_as_configparser_writes_it(string before, string after) =>
        IniDocument.Parse(before).With("core", "output", "tsv").ShouldBe(after);

    [Theory]
    [InlineData("# mine\n[core]\nOutPut=json\nx=1\n", "# mine\n[core]\nOutPut = tsv\nx=1\n")]
    [InlineData("[core]\nx=1 \n\n; end\n[b]\nY=2", "[core]\nx=1 \noutput = tsv\n\n; end\n[b]\nY=2")]
    [InlineData("# only", "# only\n\n[core]\noutput = tsv\n")]
    [InlineData("[core]\noutput = one\n  two\n# kept\n[b]", "[core]\noutput = tsv\n# kept\n[b]")]
    [InlineData("[core]\nx = 1\nx = 2\n", "[core]\nx = 1\nx = 2\noutput = tsv\n")]
    public void In_a_file_with_comments_or_duplicates_only_the_option_changes(string before, string after) =>
        IniDocument.Parse(before).With("core", "output", "tsv").ShouldBe(after);

    [Theory]
    [InlineData("50%", "x = 50%%\n")]
    [InlineData("https://g.test/a%20b", "x = https://g.test/a%%20b\n")]
    [InlineData("%%", "x = %%%%\n")]
    [InlineData("%(home)s", "x = %%(home)s\n")]
    public void A_percent_sign_is_written_so_that_configparser_reads_it_back(string value, string line)
    {
        foreach (var before in (string[])["[a]\nx = old\nraw = 100%\n", "# kept as it is\n[a]\nx = old\nraw = 100%\n"])
        {
            var after = IniDocument.Parse(before).With("a", "x", value);

            after.ShouldContain(line);
            after.ShouldContain("raw = 100%\n");
            IniDocument.Parse(after).Get("a", "x").ShouldBe(value);
            IniDocument.Parse(after).Items("a").ShouldContain(new KeyValuePair<string, string>("x", value));
        }
    }

    [Theory]
    [InlineData("a\n[evil]\nx", "y")]
    [InlineData("", "y")]
    [InlineData("#a", "y")]
    [InlineData("a=b", "y")]
    [InlineData("x", "one\rtwo")]
    public void A_name_or_value_that_would_not_be_read_back_is_refused(string name, string value) =>
        Should.Throw<UserError>(() => IniDocument.Parse("[b]\nk = v\n").With("core", name, value));

    [Theory]
    [InlineData("")]
    [InlineData("a]\n[b")]
    [InlineData("DEFAULT")]
    public void A_section_that_would_not_be_read_back_is_refused(string section) =>
        Should.Throw<UserError>(() => IniDocument.Parse("[b]\nk = v\n").With(section, "x", "y"));

    [Fact]
    public void An_option_is_removed_and_its_section_stays() =>
        IniDocument.Parse("[core]\noutput = json\n[b]\nx = 1\n").Without("core", "OUTPUT").ShouldBe("[core]\n\n[b]\nx = 1\n\n");

    [Fact]
    public void A_removed_option_leaves_the_comments_around_it() =>
        IniDocument.Parse("# a\n[core]\nx = 1\n  more\n# b\ny = 2\n").Without("core", "x").ShouldBe("# a\n[core]\n# b\ny = 2\n");

    [Fact]
    public void A_removed_section_takes_its_options_along() =>
        IniDocument.Parse("# a\n[x]\ny = 1\n[z]\nw = 2\n").WithoutSection("x").ShouldBe("# a\n[z]\nw = 2\n");

    [Fact]
    public void What_is_set_is_read_back_and_nothing_else_changes() =>
        Gen.Select(
            Texts,
            Gen.OneOf("core", "new", "Weird Section"),
            Gen.OneOf("output", "x", "NAME"),
            Gen.String[Gen.Char["ab =:;#[]%\u00fc"], 0, 8])
        .Sample(
            (text, section, name, value) =>
            {
                var before = IniDocument.Parse(text);
                if (before.Problem is not null)
                {
                    return;
                }

                var after = IniDocument.Parse(before.With(section, name, value));

                after.Problem.ShouldBeNull();
                after.Get(section, name).ShouldBe(value.Trim());
                foreach (var each in before.Sections)
                {
                    after.Items(each).Where(item => (each, item.Key) != (section, name.ToLowerInvariant()))
                        .ShouldBe(
                            before.Items(each).Where(item => (each, item.Key) != (section, name.ToLowerInvariant())), ignoreOrder: true);
                }
            },
            iter: 20_000);

    [Fact]
    public void No_input_crashes_the_reader_or_loses_a_line() => Texts.Sample(
        text =>
        {
            var document = IniDocument.Parse(text);
            foreach (var section in document.Sections)
            {
                document.Items(section).Count().ShouldBeGreaterThanOrEqualTo(0);
            }

            // A comment keeps all lines: then what is written back is what was read, and one option more.
            if (IniDocument.Parse("# c\n" + text) is { Problem: null } kept)
            {
                var added = kept.With("added", "x", "y");
                added.ShouldStartWith("# c\n" + text);
            }
        },
        iter: 100_000);

    private static Gen<string> Texts { get; } =
        Gen.OneOf(
            "[core]",
            "[b]",
            "[DEFAULT]",
            "[Weird Section]",
            "x = 1",
            "Name: two",
            "output=json",
            "  deeper",
            "\tdeeper",
            "# c",
            "; c",
            "",
            " ",
            "[",
            "]",
            "=",
            "nonsense",
            "\u00fc = \u00e4",
            "x = [y]",
            "\u2028",
            "a\u001cb")
            .Array[0, 12]
            .Select(Gen.OneOf("\n", "\r\n", "\r"), (lines, end) => string.Concat(lines.Select(each => each + end)));
}
