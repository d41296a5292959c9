using Azimuth.Harness;

namespace Azimuth.AzureCli.Stories;

/// <summary>Settings that one of them writes are read by the other, whatever stands in the file.</summary>
public sealed class SettingsTests
{
    /// <summary>Files that people and editors leave.</summary>
    private static readonly Dictionary<string, string> Files = new()
    {
        ["comments"] = "# of all things\n; and more\n[core]\n# above\noutput = json\n; below\n\n[defaults]\ngroup = web\n",
        ["CRLF"] = "[core]\r\noutput = json\r\ncollect_telemetry = no\r\n\r\n[defaults]\r\ngroup = web\r\n",
        ["UTF-8"] = "[defaults]\ngroup = Zürich–東京\n[grüße]\nan = 世界\n",
        ["blanks"] = "[core]\noutput=json\nonly_show_errors :  no  \n\n\n[ two words ]\nkey with blanks = a = b\n[empty]\n",
        ["several lines"] = "[defaults]\ngroup = one\n  two\n  three\nlocation = west\n",
        ["percent signs"] = "[defaults]\ngroup = 100%%\nlocation = %%20%%%%\n",
        ["capitals"] = "[Core]\nOutput = table\n[core]\noutput = json\nCOLLECT_Telemetry = no\n",
    };

    public static IEnumerable<TheoryDataRow<Cli, Cli, string>> Rows =>
        from pair in Machine.Pairs
        where pair.Data.Item1 != pair.Data.Item2
        from file in Files.Keys
        select new TheoryDataRow<Cli, Cli, string>(pair.Data.Item1, pair.Data.Item2, file);

    public static TheoryData<Cli, Cli> Pairs => Machine.Pairs;

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_file_that_somebody_edited_is_read_and_changed_alike(Cli first, Cli second, string file)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);
        // `config get` shows what variables set in the order in which Python has them: none does here.
        machine.Home.Variables.Remove("AZURE_CORE_INSTANCE_DISCOVERY");
        machine.Home.Variables.Remove("AZURE_CORE_COLLECT_TELEMETRY");
        machine.Home.Put("config", Files[file]);

        await machine.AgreeAsync("config get");
        (await machine[first].RunAsync("config set defaults.zone=a defaults.group=\"x # y ; z\" new.key=ä")).ShouldSucceed();
        await machine.AgreeAsync("config get");
        await machine.AgreeAsync("config get defaults.zone");
        (await machine[second].RunAsync("config set defaults.zone=b core.output=tsv")).ShouldSucceed();
        await machine.AgreeAsync("config get");
        (await machine[first].RunAsync("config unset defaults.zone core.output")).ShouldSucceed();
        await machine.AgreeAsync("config get");
        await machine.AgreeAsync("cloud list");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Values_of_every_kind_come_back(Cli first, Cli second)
    {
        string[] values = [
            "a=b", "[x]", "${HOME}", "'quoted'", "\"double\"", " blanks ", "#no comment", "a;b", "C:\\temp\\x", "true",
            "2", "https://a.test/?x=1&y=2", "日本"
        ];
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);

        for (var i = 0; i < values.Length; i++)
        {
            (await machine[i % 2 == 0 ? first : second].RunAsync(["config", "set", $"kinds.k{i}={values[i]}"])).ShouldSucceed();
        }

        var both = await machine.AgreeAsync("config get kinds");
        both.Texts("[].value").ShouldBe(values.Select(value => (string?)value.Trim()));
    }

    // The real one cannot write a percent sign itself: configparser refuses it, with a traceback.
    [Theory]
    [InlineData("100%")]
    [InlineData("%(core)s")]
    [InlineData("https://a.test/%20?x=%41")]
    public async Task A_percent_sign_of_ours_is_read_by_both(string value)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);

        (await machine[Cli.Ours].RunAsync(["config", "set", $"kinds.k={value}"])).ShouldSucceed();

        (await machine.AgreeAsync("config get kinds.k")).Text("value").ShouldBe(value);
        (await machine[Cli.Real].RunAsync("config set kinds.other=1")).ShouldSucceed();
        (await machine.AgreeAsync("config get kinds.k")).Text("value").ShouldBe(value);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Defaults_of_a_folder_are_the_same_to_both(Cli first, Cli second)
    {
        await using var azure = await Sandbox.StartAsync();
        using var machine = new Machine(azure);

        (await machine[first].RunAsync("configure --defaults group=web location=westeurope")).ShouldSucceed();
        (await machine[second].RunAsync("configure --defaults group=local --scope local")).ShouldSucceed();

        await machine.AgreeAsync("configure --list-defaults");
        await machine.AgreeAsync("configure --list-defaults --scope local");
        await machine.AgreeAsync("config get defaults");
        (await machine[first].RunAsync("configure --defaults group=''")).ShouldSucceed();
        await machine.AgreeAsync("configure --list-defaults");
    }
}
