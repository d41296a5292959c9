using Azimuth.Cli.Parsing;
using Azimuth.Configuration;
using CsCheck;

namespace Azimuth.Cli.Tests.Parsing;

/// <summary>
/// argparse's habits, a row for each. Rows marked with a case are of the recordings (<c>offline.json</c>); the others
/// were observed with the Azure CLI 2.91's parser over Python 3.14's argparse.
/// </summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("account list", "account list:")]
    [InlineData("account list --all", "account list: all")]
    [InlineData("account list --al --re", "account list: all refresh")] // unique prefixes
    [InlineData("Account LIST --all", "account list: all")] // the Azure CLI lowers the words of commands
    [InlineData("account list -o json", "account list: {output=json}")]
    [InlineData("account list -o=json", "account list: {output=json}")] // token-21
    [InlineData("account list -ojson", "account list: {output=json}")] // token-33
    [InlineData("account list --output=json", "account list: {output=json}")]
    [InlineData("account list --out JSON", "account list: {output=json}")]
    [InlineData("account list -o json -o table", "account list: {output=table}")] // the last one counts
    [InlineData("-o json account --verbose list", "account list: {output=json} {verbose}")] // anywhere
    [InlineData("-o json account list -o tsv", "account list: {output=tsv}")]
    [InlineData("account list --query [0] --debug", "account list: {query=[0]} {debug}")]
    [InlineData("--context sandbox account list", "account list: {context=sandbox}")]
    [InlineData("account list --only-show-errors", "account list: {only-show-errors}")]
    [InlineData("account list --onl", "account list: {only-show-errors}")]
    [InlineData("account show -s99999999", "account show: subscription=99999999")] // token-34
    [InlineData("account show -n a", "account show: subscription=a")]
    [InlineData("account show --name=a=b:c", "account show: subscription=a=b:c")] // split at the first "=" only
    [InlineData("account show --subscription a --name b", "account show: subscription=b")]
    [InlineData("account show --sub= ", "account show: subscription")]
    [InlineData("account show -s -1", "account show: subscription=-1")] // a number is a value
    [InlineData("account show -s -.5", "account show: subscription=-.5")]
    [InlineData("account show -s -", "account show: subscription=-")]
    [InlineData("account show --subscription=-x", "account show: subscription=-x")]
    [InlineData("account show -s `a b`", "account show: subscription=a b")]
    [InlineData("account show -s `-a b`", "account show: subscription=-a b")] // a space makes it a value
    [InlineData("account get-access-token --resource-type MS-Graph", "account get-access-token: resource-type=ms-graph")]
    [InlineData("account get-access-token --scope a b -t c", "account get-access-token: scope=a|b tenant=c")]
    [InlineData("account get-access-token --scope a --scope b c", "account get-access-token: scope=b|c")]
    [InlineData("account set -s a --change-reference x --acquire-policy-token", "account set: subscription=a")]
    [InlineData("config get", "config get:")]
    [InlineData("config get core.output --local", "config get: key=core.output local")]
    [InlineData("config set a=1 b=2", "config set: key_value=a=1|b=2")]
    [InlineData("config set --local a=-1", "config set: key_value=a=-1 local")]
    [InlineData("config set -- --a=1", "config set: key_value=--a=1")]
    [InlineData("login -ui", "login: username=i")]
    [InlineData("login -iu me", "login: username=me i")] // -iu is -i -u
    [InlineData("login -p-a\"b~c", "login: password=-a\"b~c")]
    [InlineData("login --password=-a\"b~c^d$e", "login: password=-a\"b~c^d$e")]
    public void Words_are_understood_as_argparse_understands_them(string words, string given) =>
        new SampleTree().Give(Split(words)).ShouldBe(given);

    [Theory]
    [InlineData("account list -o", "argument --output/-o: expected one argument")] // usage-07
    [InlineData("account list -o --all", "argument --output/-o: expected one argument")]
    // usage-08
    [InlineData(
        "account list -o xml",
        "az account list: 'xml' is not a valid value for '--output'. Allowed values: json, jsonc, yaml, yamlc, table, tsv, none.")]
    [InlineData(
        "account list -o XML",
        "az account list: 'xml' is not a valid value for '--output'. Allowed values: json, jsonc, yaml, yamlc, table, tsv, none.")]
    [InlineData("account set", "the following arguments are required: --subscription/-s/--name/-n")] // usage-10
    [InlineData("account show --subscription", "argument --subscription/-s/--name/-n: expected one argument")] // usage-11
    [InlineData("login --nope", "unrecognized arguments: --nope")] // usage-12
    [InlineData("login --nope x --nope=y", "unrecognized arguments: --nope *** --nope=***")] // any word beside a password may be one
    [InlineData("login --user", "argument --username/-u: expected one argument")] // usage-14
    [InlineData("login -u -x", "argument --username/-u: expected one argument")]
    [InlineData("login -u -- x", "argument --username/-u: expected one argument")]
    [InlineData("config get a b", "unrecognized arguments: b")] // usage-16
    [InlineData("config set", "the following arguments are required: <KEY_VALUE>")]
    [InlineData("config set a=1 --local b=2", "unrecognized arguments: b=2")]
    [InlineData("account get-access-token extra", "unrecognized arguments: extra")] // token-26
    [InlineData("account get-access-token --res x", "ambiguous option: --res could match --resource, --resource-type")] // token-27
    [InlineData("account get-access-token --res=x", "ambiguous option: --res=x could match --resource, --resource-type")]
    [InlineData("login --skip", "ambiguous option: --skip could match --skip-subscription-discovery, --skip-sub")]
    [InlineData("login --scope", "unrecognized arguments: --scope")]
    [InlineData("login -ix", "unrecognized arguments: -x")]
    [InlineData("login -i=x", "argument -i/--identity: ignored explicit argument '***'")]
    [InlineData("account list --all=it's", "argument --all: ignored explicit argument \"it's\"")]
    [InlineData("account", "the following arguments are required: _subcommand")]
    [InlineData("-o json", "the following arguments are required: _command_package")]
    [InlineData("account list --cont x", "unrecognized arguments: --cont x")] // ours never makes theirs ambiguous
    public void What_does_not_fit_ends_with_argparses_sentence_and_2(string words, string sentence)
    {
        var tree = new SampleTree();

        var error = Should.Throw<UserError>(() => tree.Read(Split(words)) is Invocation.GroupAlone alone ? throw alone.Error : 0);

        error.Message.ShouldBe(sentence);
        error.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("acount", "'acount' is misspelled or not recognized by the system.", "Did you mean 'account' ?")] // usage-03
    [InlineData("nope", "'nope' is not a command of Azimuth, and the Azure CLI was not found on PATH.", null)] // usage-02 says "misspelled"
    [InlineData("vm list", "'vm' is not a command of Azimuth, and the Azure CLI was not found on PATH.", null)]
    [InlineData("appconfig list", "'appconfig' is not a command of Azimuth, and the Azure CLI was not found on PATH.", null)]
    [InlineData(
        "account management-group list", "'management-group' is not a command of Azimuth, and the Azure CLI was not found on PATH.", null)]
    [InlineData("account lst", "'lst' is misspelled or not recognized by the system.", "Did you mean 'list' ?")] // usage-04
    // usage-31
    [InlineData(
        "account get-access-tokn -h",
        "'get-access-tokn' is misspelled or not recognized by the system.",
        "Did you mean 'get-access-token' ?")]
    public void A_misspelled_command_is_not_ours_and_the_nearest_is_named(string words, string sentence, string? remedy)
    {
        var request = new SampleTree().Read(Split(words)).ShouldBeOfType<Invocation.NotOurs>();

        request.Error.Message.ShouldBe(sentence);
        request.Error.Remedy.ShouldBe(remedy);
        request.Error.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("login --tennant x", "Did you mean '--tenant' ?")]
    [InlineData("login --TENNANT=x", "Did you mean '--tenant' ?")]
    [InlineData("login --usrname a --pasword=tenant", "Did you mean '--username' ?\nDid you mean '--password' ?")]
    [InlineData("account list --otuput table", "Did you mean '--output' ?")]
    [InlineData("--otuput=table account list", "Did you mean '--output' ?")]
    [InlineData("login --nope", null)]
    [InlineData("account set --subscripton x", "Did you mean '--subscription' ?")]
    [InlineData("config get a --lcal b", "Did you mean '--local' ?")]
    [InlineData("account get-access-token extra", null)]
    public void A_misspelled_option_is_followed_by_the_nearest_and_never_by_its_value(string words, string? remedy)
    {
        var az = new Composition(new TestTerminal().Terminal, new EnvironmentVariables(_ => null), TimeProvider.System);

        var error = Should.Throw<UserError>(() => CommandTree.Read(Split(words), az));

        error.Message.ShouldMatch("^(unrecognized arguments|the following arguments are required): ");
        error.Remedy.ShouldBe(remedy);
        error.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_misspelled_choice_names_the_nearest() =>
        Should.Throw<UserError>(() => new SampleTree().Read("account", "list", "-o", "tabel")).Remedy.ShouldBe("Did you mean 'table' ?");

    [Theory]
    [InlineData("", "")]
    [InlineData("--debug", "")]
    [InlineData("-h", "")]
    [InlineData("help", "")]
    [InlineData("--help account nope", "")]
    [InlineData("account -h", "account")]
    [InlineData("account set --help", "account set")]
    [InlineData("account set --nope x -h", "account set")] // before anything that is only found wrong at the end
    [InlineData("account show --he", "account show")]
    public void Help_comes_wherever_it_is_asked_for(string words, string path) =>
        string.Join(' ', new SampleTree().Read(Split(words)).ShouldBeOfType<Invocation.Help>().Command?.Path ?? []).ShouldBe(path);

    [Fact]
    public void What_is_wrong_before_the_call_for_help_counts() =>
        Should.Throw<UserError>(() => new SampleTree().Read("account", "show", "-s", "-h"));

    [Theory]
    [InlineData("vm list -o table", "vm list -o table", null)]
    [InlineData("--debug VM list", "--debug VM list", null)]
    [InlineData("--context x vm list", "vm list", "x")]
    [InlineData("--context=x account lock list --context y", "account lock list", "y")]
    [InlineData("vm list -g x --context=y -o table", "vm list -g x -o table", "y")]
    [InlineData("--context x aks get-credentials --context y", "aks get-credentials --context y", "x")]
    [InlineData("ssh vm -n x --context y -- --context z", "ssh vm -n x -- --context z", "y")]
    [InlineData("account --context x lock list", "account lock list", "x")]
    public void A_command_that_is_not_ours_keeps_its_words_but_for_the_context(string words, string kept, string? context)
    {
        var request = new SampleTree().Read(Split(words)).ShouldBeOfType<Invocation.NotOurs>();

        string.Join(' ', request.Words).ShouldBe(kept);
        request.Options.Context.ShouldBe(context);
    }

    [Theory]
    [InlineData("vm list --context")]
    [InlineData("vm list --context -o table")]
    public void A_context_without_a_name_is_wrong_usage(string words) =>
        Should.Throw<UserError>(() => new SampleTree().Read(Split(words))).Message.ShouldBe("argument --context: expected one argument");

    [Fact]
    public void A_file_is_one_value_and_a_missing_one_is_a_value_too()
    {
        var tree = new SampleTree();
        tree.Files["name.txt"] = "--two words\nand a line";

        tree.Give("account", "show", "-s", "@name.txt").ShouldBe("account show: subscription=--two words\nand a line");
        tree.Give("account", "show", "-s", "@other").ShouldBe("account show: subscription=@other");
    }

    [Fact]
    public void A_password_may_begin_with_an_at_sign()
    {
        var tree = new SampleTree();
        tree.Files["x"] = "content";

        tree.Give("login", "-p", "@x").ShouldBe("login: password=@x");
    }

    [Fact]
    public void Debug_never_shows_a_secret_option_however_it_was_spelled()
    {
        var tree = new SampleTree();

        string[] shown = [.. new string[][] { ["-p", "canary"], ["-pcanary"], ["--pass=canary"], ["--password", "canary"] }
            .Select(words => tree.Read(["login", "-u", "me", .. words]).ShouldBeOfType<Invocation.Run>().Shown)];

        shown.ShouldAllBe(line => line == "--username me --password ***");
    }

    [Fact]
    public void Only_show_errors_excludes_the_louder_ones() =>
        Should.Throw<UserError>(() => new SampleTree().Read("account", "list", "--only-show-errors", "--debug"))
            .Message.ShouldBe("--only-show-errors can't be used together with --debug or --verbose");

    [Fact]
    public void Whatever_stands_behind_the_equals_sign_arrives_unchanged() => Gen.String.Sample(value =>
    {
        var tree = new SampleTree();

        // A secret may begin and end with anything; names and IDs lose blanks and invisible characters at their ends.
        tree.Give("login", $"--password={value}").ShouldBe($"login: password{(value.Length == 0 ? "" : "=")}{value}".TrimEnd());
        tree.Give("config", "set", "--", value).ShouldBe($"config set: key_value{(value.Length == 0 ? "" : "=")}{value}".TrimEnd());
    });

    private static string[] Split(string words) =>
        [.. words.Split('`').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
