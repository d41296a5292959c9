namespace Azimuth.Cli.Help;

/// <summary>What a user wants to do, and the command that does it.</summary>
internal sealed record Example(string Purpose, string Command);

/// <summary>The examples on the pages of help.</summary>
internal static class Examples
{
    /// <summary>Those of one command, group, or of <c>az</c> itself; none for an unknown one.</summary>
    public static IReadOnlyList<Example> For(IReadOnlyList<string> path) => string.Join(' ', path) switch
    {
        "" =>
        [
            new("Sign in with a browser and choose a subscription.", "az login"),
            new("Get a token for Azure Resource Manager.", "az account get-access-token --query accessToken -o tsv"),
            new("Start a local Azure to try it on.", "az sandbox start"),
        ],
        "login" =>
        [
            new("Sign in with a browser.", "az login"),
            new("Sign in with a code that you enter on another device.", "az login --use-device-code"),
            new("Sign in with a browser that is on another machine: open the printed URL, paste the final one.", "az login --no-browser"),
            new(
                "The same through an existing SSH tunnel (ssh -L 8400:localhost:8400 HOST).",
                "az login --no-browser --redirect-port 8400"),
            new(
                "Sign in with one of several accounts that the browser knows.",
                "az login --browser --username ada@contoso.onmicrosoft.com"),
            new("Sign in to one tenant only.", "az login --tenant contoso.onmicrosoft.com"),
            new(
                "Choose the default subscription without being asked.",
                "az login --subscription \"Finance Department Subscription\""),
            new(
                "Sign in to a tenant without listing its subscriptions.",
                "az login --tenant contoso.onmicrosoft.com --skip-subscription-discovery "
                    + "--subscription 99999999-9999-9999-0001-000000000002"),
            new("Sign in with a user name and a password that is prompted for.", "az login --username ada@contoso.onmicrosoft.com"),
            new(
                "Sign in as a service principal with a secret in a file.",
                "az login --service-principal --username APP_ID --tenant TENANT_ID --password-file secret.txt"),
            new(
                "Pass a secret that begins with a hyphen: attach it with an equals sign.",
                "az login --service-principal --username APP_ID --tenant TENANT_ID -p=-SECRET"),
            new(
                "Sign in as a service principal with a certificate.",
                "az login --service-principal --username APP_ID --tenant TENANT_ID --certificate sp.pem"),
            new(
                "Sign in as a service principal with a federated token.",
                "az login --service-principal --username APP_ID --tenant TENANT_ID --federated-token-file token.jwt"),
            new(
                "Sign in as the service principal that environment variables describe (AZURE_CLIENT_ID, ...).",
                "az login --service-principal"),
            new("Sign in with the machine's system-assigned managed identity.", "az login --identity"),
            new("Sign in with a user-assigned managed identity.", "az login --identity --client-id CLIENT_ID"),
            new(
                "The same by its resource ID.",
                "az login --identity --resource-id /subscriptions/SUBSCRIPTION_ID/resourceGroups/GROUP"
                    + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME"),
        ],
        "logout" =>
        [
            new("Sign out the current account.", "az logout"),
            new("Sign out another account.", "az logout --username ada@contoso.onmicrosoft.com"),
        ],
        "account" =>
        [
            new("Show the current subscription.", "az account show"),
            new("Use another subscription.", "az account set --subscription \"Finance Department Subscription\""),
        ],
        "account list" =>
        [
            new("List enabled subscriptions as a table.", "az account list -o table"),
            new("Include disabled subscriptions and other clouds.", "az account list --all"),
            new("Update the list from Azure.", "az account list --refresh"),
        ],
        "account show" =>
        [
            new("Show the current subscription.", "az account show"),
            new("Show its tenant only.", "az account show --query tenantId -o tsv"),
            new("Show another subscription.", "az account show --subscription \"Finance Department Subscription\""),
        ],
        "account set" =>
        [
            new("Choose a subscription by name.", "az account set --subscription \"Finance Department Subscription\""),
            new("Choose a subscription by ID.", "az account set --subscription 99999999-9999-9999-0001-000000000002"),
        ],
        "account clear" => [new("Sign out all accounts.", "az account clear")],
        "account get-access-token" =>
        [
            new("Get a token for Azure Resource Manager.", "az account get-access-token"),
            new("Print the token only.", "az account get-access-token --query accessToken -o tsv"),
            new("Print when it expires, in UTC.", "az account get-access-token --query expires_on"),
            new("Get a token for Microsoft Graph.", "az account get-access-token --resource-type ms-graph"),
            new("Get a token for a scope.", "az account get-access-token --scope https://vault.azure.net/.default"),
            new("Get a token in another tenant.", "az account get-access-token --tenant fabrikam.onmicrosoft.com"),
        ],
        "account list-locations" =>
        [
            new("Print the names only.", "az account list-locations --query \"[].name\" -o tsv"),
            new(
                "Include edge zones, for another subscription.",
                "az account list-locations --subscription \"Finance Department Subscription\" --include-extended-locations"),
        ],
        "account status" =>
        [
            new("Show the account and when its token expires.", "az account status -o table"),
            new("Print what a shell prompt can show.", "az account status --query \"join(' ', [user, subscriptionName])\" -o tsv"),
            new("Verify the sign-in in a script.", "az account status --online --output none"),
        ],
        "account tenant" or "account tenant list" =>
            [new("List names and domains of all tenants.", "az account tenant list -o table")],
        "rest" =>
        [
            new("Get a resource of Azure Resource Manager.", "az rest --url /subscriptions?api-version=2022-12-01"),
            new(
                "List resource groups of the current subscription.",
                "az rest -u '/subscriptions/{subscriptionId}/resourceGroups?api-version=2022-12-01'"),
            new("Call Microsoft Graph.", "az rest -u https://graph.microsoft.com/v1.0/me"),
            new(
                "Pass a query parameter whose name begins with a dollar sign.",
                "az rest -u 'https://graph.microsoft.com/v1.0/users?$top=3'"),
            new(
                "Create a resource from a file.",
                "az rest -m put -u '/subscriptions/{subscriptionId}/resourceGroups/demo?api-version=2022-12-01' --body @group.json"),
            new(
                "Change a resource with inline JSON.",
                "az rest -m patch -u '/subscriptions/{subscriptionId}/resourceGroups/demo?api-version=2022-12-01' "
                    + "--body '{\"tags\": {\"env\": \"test\"}}'"),
            new(
                "Call a host that is not an endpoint of the cloud.",
                "az rest -u https://my.vault.azure.net/secrets --url-parameters api-version=7.4 --resource https://vault.azure.net"),
            new("Save the response.", "az rest -u 'https://graph.microsoft.com/v1.0/me/photo/$value' --output-file me.jpg"),
        ],
        "config" or "config set" =>
        [
            new("Print tables by default.", "az config set core.output=table"),
            new("Set a default for this folder and its subfolders.", "az config set defaults.group=my-group --local"),
            new("Encrypt tokens; existing ones are moved.", "az config set core.encrypt_token_cache=true"),
        ],
        "config get" =>
        [
            new("List all settings.", "az config get"),
            new("Show one setting.", "az config get core.output"),
        ],
        "config unset" => [new("Restore the default output format.", "az config unset core.output")],
        "completion" =>
        [
            new("In bash, for this shell; in ~/.bashrc for all.", "eval \"$(az completion bash)\""),
            new("In zsh, after compinit.", "eval \"$(az completion zsh)\""),
            new("In fish.", "az completion fish | source"),
            new("In PowerShell.", "az completion pwsh | Out-String | Invoke-Expression"),
        ],
        "configure" =>
        [
            new("Set a default group and location.", "az configure --defaults group=my-group location=westeurope"),
            new("Set a default for this folder and its subfolders.", "az configure --defaults group=my-group --scope local"),
            new("List the defaults.", "az configure --list-defaults"),
            new("Remove the default group.", "az configure --defaults group=''"),
        ],
        "doctor" =>
        [
            new("Show problems and how to fix them.", "az doctor"),
            new("Apply safe fixes.", "az doctor --fix"),
            new("Print problems only, for a report or a script.", "az doctor --query \"[?status=='problem']\""),
        ],
        "cloud" or "cloud list" => [new("List names, and which cloud is active.", "az cloud list -o table")],
        "cloud show" =>
            [new("Show the URL of the active cloud's Resource Manager.", "az cloud show --query endpoints.resourceManager -o tsv")],
        "cloud set" => [new("Use Azure China.", "az cloud set --name AzureChinaCloud")],
        "cloud register" =>
        [
            new(
                "Register a cloud whose Resource Manager describes it.",
                "az cloud register --name Contoso --endpoint-resource-manager https://management.contoso.com"),
            new(
                "Register a cloud that cannot be queried.",
                "az cloud register --name Contoso --skip-endpoint-discovery --cloud-config @contoso.json"),
            new("Use it.", "az cloud set --name Contoso"),
        ],
        "cloud update" =>
            [new("Change an endpoint of a registered cloud.", "az cloud update --name Contoso --suffix-storage-endpoint contoso.com")],
        "cloud unregister" => [new("Remove a registered cloud.", "az cloud unregister --name Contoso")],
        "cloud list-profiles" => [new("List profiles, one on each line.", "az cloud list-profiles -o tsv")],
        "version" => [new("Print the version that scripts compare.", "az version --query '\"azure-cli\"' -o tsv")],
        "sandbox" or "sandbox start" =>
        [
            new("Start the sandbox.", "az sandbox start"),
            new("Sign in to it.", "az --context sandbox login"),
            new("Open a shell in which all tools use it.", "az sandbox shell"),
        ],
        "sandbox stop" => [new("Stop it; tokens stay valid for the next start.", "az sandbox stop")],
        "sandbox status" => [new("Show its URLs and contents.", "az sandbox status")],
        "sandbox console" =>
        [
            new("Open the console.", "az sandbox console"),
            new("Print its link.", "az sandbox status --query console -o tsv"),
        ],
        "sandbox reset" => [new("Undo all changes.", "az sandbox reset")],
        "sandbox env" =>
        [
            new("Point this shell at the sandbox.", "eval \"$(az sandbox env)\""),
            new("Set only what Node.js needs.", "eval \"$(az sandbox env --for node)\""),
            new("Emulate a machine with a managed identity.", "eval \"$(az sandbox env --managed-identity app-service)\""),
            new("Restore the shell.", "eval \"$(az sandbox env --unset)\""),
            new("In PowerShell.", "az sandbox env --shell pwsh | Invoke-Expression"),
        ],
        "sandbox shell" =>
        [
            new("Open your shell.", "az sandbox shell"),
            new("Run one command.", "az sandbox shell -- terraform plan"),
        ],
        "sandbox logs" => [new("Print errors; requests are shown in the console.", "az sandbox logs")],
        _ => [],
    };
}
