using Azimuth.AzureCli.Readers;

namespace Azimuth.AzureCli.Sequences;

/// <summary>Commands that need no network, drawn at random: as people and scripts type them, right and wrong.</summary>
internal static class Steps
{
    /// <summary>Recorded config folders that a sequence may begin with.</summary>
    private static readonly string[] Folders =
    [
        "user", "user", "mixed", "mixed", "mixed", "same-names", "no-default", "custom-cloud", "custom-active", "china-active",
        "cloud-with-sub", "unknown-keys", "config", "empty", "old-profile",
    ];

    private static readonly string[] Subscriptions =
    [
        "99999999-9999-9999-9999-000000000001", "99999999-9999-9999-9999-000000000002", "99999999-9999-9999-9999-000000000008",
        "11111111-1111-1111-1111-000000000003", "'Finance Department Subscription'", "'finance department subscription'", "Twin", "twin",
        "'Fabrikam Production'", "Pipeline", "Machine", "'China One'", "'Zürich – 東京 ☁'", "nothing", "''",
    ];

    private static readonly string[] Clouds = ["AzureCloud", "AzureChinaCloud", "AzureUSGovernment", "Disconnected", "Box", "box",
        "azurecloud"];

    private static readonly string[] Keys =
        ["core.output", "core.only_show_errors", "defaults.group", "defaults.location", "a.b", "A.B", "'two words.key'", "nosection",
            "a.b.c"];

    /// <summary>A folder to begin with.</summary>
    public static string Folder(Random random) => One(random, Folders);

    /// <summary>A command's line.</summary>
    public static string Next(Random random) => random.Next(20) switch
    {
        0 or 1 => $"account list{Maybe(random, " --all")}{Output(random)}",
        2 or 3 => $"account show{Maybe(random, $" --subscription {One(random, Subscriptions)}")}{Output(random)}",
        4 or 5 or 6 => $"account set {One(random, "-s", "--subscription", "--name")} {One(random, Subscriptions)}",
        7 => $"config set {One(random, Keys)}={Value(random)}{Maybe(random, $" {One(random, Keys)}={Value(random)}")}",
        8 => $"config get {One(random, ["", "core", "defaults", "a", "nothing", .. Keys])}",
        9 => $"config unset {One(random, Keys)}",
        10 => $"configure --defaults {One(random, "group", "location", "vm")}={Value(random)}",
        11 => $"configure --list-defaults{Maybe(random, " --scope local")}{Output(random)}",
        12 => $"cloud list{Output(random)}",
        13 => $"cloud show{Maybe(random, $" --name {One(random, Clouds)}")}{Output(random)}",
        14 or 15 => $"cloud set --name {One(random, Clouds)}",
        16 => $"cloud {One(random, "register", "update", "update")} --name {One(random, Clouds)} {Endpoint(random)}",
        17 => $"cloud unregister --name {One(random, Clouds)}",
        18 => One(random, "logout", "logout --username ada@contoso.onmicrosoft.com", "logout --username ADA@contoso.onmicrosoft.com",
            "logout --username 55555555-5555-5555-5555-555555555555", "logout --username nobody@contoso.test"),
        _ => One(random, "account clear", "account show --query user.name -o tsv", "account list --query [].name -o tsv", "account set",
            "cloud set", "config set", "account nothing", "account list --nothing", "account show -o nothing",
                "cloud list --query '[?isActive].name'"),
    };

    private static string Endpoint(Random random) => One(
        random,
        "--endpoint-resource-manager https://arm.box.test --endpoint-active-directory https://login.box.test",
        "--suffix-storage-endpoint box.test",
        "--endpoint-gallery https://gallery.box.test/ --suffix-keyvault-dns .vault.box.test",
        "--cloud-config '{\"endpoints\":{\"resourceManager\":\"https://arm.box.test\"}}'");

    private static string Value(Random random) => One(random, "table", "json", "tsv", "true", "no", "x", "''", "'a b'", "1", "ü", "a=b");

    private static string Output(Random random) => random.Next(3) > 0 ? ""
        : $" -o {One(random, "json", "jsonc", "table", "tsv", "yaml", "yamlc", "none")}";

    private static string Maybe(Random random, string words) => random.Next(2) == 0 ? "" : words;

    private static string One(Random random, params ReadOnlySpan<string> words) => Judge.Some(random, 1, words);
}
