namespace Azimuth.Cli.Help;

/// <summary>What somebody wants, and the command that does it.</summary>
internal sealed record Example(string Purpose, string Command);

/// <summary>The examples on the pages of help.</summary>
internal static class Examples
{
    /// <summary>Those of one command, group, or of <c>az</c> itself; none for an unknown one.</summary>
    public static IReadOnlyList<Example> For(IReadOnlyList<string> path) => string.Join(' ', path) switch
    {
        "" =>
        [
            new("Sign in with the browser and choose a subscription", "az login"),
            new("A token for Azure Resource Manager", "az account get-access-token --query accessToken -o tsv"),
            new("A local Azure to try it on", "az sandbox start"),
        ],
        "login" =>
        [
            new("With the browser", "az login"),
            new("On a machine without one: type a code on another device", "az login --use-device-code"),
            new(
                "Over SSH, or wherever the browser is elsewhere: open the printed address, paste the one it ends at",
                "az login --no-browser"),
            new("The same through a tunnel made beforehand: ssh -L 8400:localhost:8400 HOST", "az login --no-browser --redirect-port 8400"),
            new(
                "As one of several accounts that the browser knows, and as nobody else",
                "az login --browser --username ada@contoso.onmicrosoft.com"),
            new("As the machine itself, on a virtual machine, in App Service, on an Arc server", "az login --identity"),
            new("As one of the machine's user-assigned identities", "az login --identity --client-id 66666666-6666-6666-6666-000000000002"),
            new(
                "As an application with a secret",
                "az login --service-principal --username 55555555-5555-5555-5555-555555555555 --tenant contoso.onmicrosoft.com "
                    + "--password-file secret.txt"),
            new(
                "As an application with a certificate",
                "az login --service-principal --username 55555555-5555-5555-5555-555555555555 --tenant contoso.onmicrosoft.com "
                    + "--certificate sp.pem"),
            new("In a pod or pipeline that the SDKs' variables describe", "az login --service-principal"),
            new("In one tenant only", "az login --tenant contoso.onmicrosoft.com"),
            new(
                "And make one subscription the default, without being asked",
                "az login --subscription \"Finance Department Subscription\""),
        ],
        "logout" =>
        [
            new("Forget who is signed in now", "az logout"),
            new("Forget somebody else", "az logout --username ada@contoso.onmicrosoft.com"),
        ],
        "account" =>
        [
            new("Which subscription commands run against", "az account show"),
            new("Another one, by name or ID", "az account set --subscription \"Finance Department Subscription\""),
        ],
        "account list" =>
        [
            new("All enabled subscriptions, as a table", "az account list -o table"),
            new("Those of every cloud, disabled ones too", "az account list --all"),
            new("Ask the server again", "az account list --refresh"),
        ],
        "account show" =>
        [
            new("The default subscription", "az account show"),
            new("Only its tenant", "az account show --query tenantId -o tsv"),
            new("Another one", "az account show --subscription \"Finance Department Subscription\""),
        ],
        "account set" =>
        [
            new("By name", "az account set --subscription \"Finance Department Subscription\""),
            new("By ID", "az account set --subscription 99999999-9999-9999-0001-000000000002"),
        ],
        "account clear" => [new("Forget every identity and subscription", "az account clear")],
        "account get-access-token" =>
        [
            new("For Azure Resource Manager, in the default subscription's tenant", "az account get-access-token"),
            new("The token alone", "az account get-access-token --query accessToken -o tsv"),
            new("For Microsoft Graph", "az account get-access-token --resource-type ms-graph"),
            new("For a scope", "az account get-access-token --scope https://vault.azure.net/.default"),
            new("In another tenant", "az account get-access-token --tenant fabrikam.onmicrosoft.com"),
        ],
        "account list-locations" =>
        [
            new("The names alone", "az account list-locations --query \"[].name\" -o tsv"),
            new(
                "Of another subscription, edge zones too",
                "az account list-locations --subscription \"Finance Department Subscription\" --include-extended-locations"),
        ],
        "account status" =>
        [
            new("Who, where, until when", "az account status -o table"),
            new("For a prompt", "az account status --query \"join(' ', [user, subscriptionName])\" -o tsv"),
            new("Does it still hold?", "az account status --online --output none"),
        ],
        "account tenant" or "account tenant list" => [new("Names and domains of all tenants", "az account tenant list -o table")],
        "rest" =>
        [
            new("A path is Azure Resource Manager's", "az rest --url /subscriptions?api-version=2022-12-01"),
            new("Below the current subscription", "az rest -u '/subscriptions/{subscriptionId}/resourceGroups?api-version=2022-12-01'"),
            new("Microsoft Graph", "az rest -u https://graph.microsoft.com/v1.0/me"),
            new(
                "Send a file",
                "az rest -m put -u '/subscriptions/{subscriptionId}/resourceGroups/demo?api-version=2022-12-01' --body @group.json"),
            new(
                "A host that does not tell what its tokens are for",
                "az rest -u https://my.vault.azure.net/secrets --url-parameters api-version=7.4 --resource https://vault.azure.net"),
            new("Into a file", "az rest -u 'https://graph.microsoft.com/v1.0/me/photo/$value' --output-file me.jpg"),
        ],
        "config" or "config set" =>
        [
            new("Print tables unless told otherwise", "az config set core.output=table"),
            new("A default for this folder and those below it", "az config set defaults.group=my-group --local"),
            new("Keep tokens in the keyring; those that are there move", "az config set core.encrypt_token_cache=true"),
        ],
        "config get" =>
        [
            new("Everything", "az config get"),
            new("One section, one value", "az config get core.output"),
        ],
        "config unset" => [new("Back to json", "az config unset core.output")],
        "completion" =>
        [
            new("In bash, for this shell; in ~/.bashrc for all", "eval \"$(az completion bash)\""),
            new("In zsh, behind compinit", "eval \"$(az completion zsh)\""),
            new("In fish", "az completion fish | source"),
            new("In PowerShell", "az completion pwsh | Out-String | Invoke-Expression"),
        ],
        "configure" =>
        [
            new("A default group and location", "az configure --defaults group=my-group location=westeurope"),
            new("Only in this folder and below", "az configure --defaults group=my-group --scope local"),
            new("What is set", "az configure --list-defaults"),
            new("No default group any more", "az configure --defaults group=''"),
        ],
        "doctor" =>
        [
            new("What is wrong, and what mends it", "az doctor"),
            new("Mend what is safe to mend", "az doctor --fix"),
            new("For a report or a script: the problems alone", "az doctor --query \"[?status=='problem']\""),
        ],
        "cloud" or "cloud list" => [new("Names, and which one is active", "az cloud list -o table")],
        "cloud show" => [new("Where the active cloud's Resource Manager is", "az cloud show --query endpoints.resourceManager -o tsv")],
        "cloud set" => [new("Work in Azure China", "az cloud set --name AzureChinaCloud")],
        "cloud register" =>
        [
            new(
                "A cloud whose Resource Manager describes it",
                "az cloud register --name Contoso --endpoint-resource-manager https://management.contoso.com"),
            new("One that cannot be asked", "az cloud register --name Contoso --skip-endpoint-discovery --cloud-config @contoso.json"),
            new("And work in it", "az cloud set --name Contoso"),
        ],
        "cloud update" =>
            [new("Another endpoint for a cloud that is there", "az cloud update --name Contoso --suffix-storage-endpoint contoso.com")],
        "cloud unregister" => [new("Forget it again", "az cloud unregister --name Contoso")],
        "cloud list-profiles" => [new("As a list of words", "az cloud list-profiles -o tsv")],
        "version" => [new("The number that scripts compare", "az version --query '\"azure-cli\"' -o tsv")],
        "sandbox" or "sandbox start" =>
        [
            new("Start the local Azure", "az sandbox start"),
            new("Sign in to it", "az --context sandbox login"),
            new("A shell in which every tool talks to it", "az sandbox shell"),
        ],
        "sandbox stop" => [new("Stop it; tokens stay good for the next start", "az sandbox stop")],
        "sandbox status" => [new("Where it listens, and the console's link", "az sandbox status")],
        "sandbox reset" => [new("An empty world, with the same keys", "az sandbox reset")],
        "sandbox env" =>
        [
            new("Point this shell at the sandbox", "eval \"$(az sandbox env)\""),
            new("What Node.js needs, and no more", "eval \"$(az sandbox env --for node)\""),
            new("Make it look like a machine with a managed identity", "eval \"$(az sandbox env --managed-identity app-service)\""),
            new("And back", "eval \"$(az sandbox env --unset)\""),
            new("In PowerShell", "az sandbox env --shell pwsh | Invoke-Expression"),
        ],
        "sandbox shell" =>
        [
            new("A shell of your own kind", "az sandbox shell"),
            new("One command", "az sandbox shell -- terraform plan"),
        ],
        "sandbox logs" => [new("What went wrong in it; what it was asked is in the console", "az sandbox logs")],
        _ => [],
    };
}
