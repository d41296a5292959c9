namespace Azimuth.Sandbox.World.Directory;

/// <summary>
/// The resources of Microsoft's that clients name without a registration: those in the constants of the Azure SDKs, the Azure
/// CLI and Microsoft's client libraries. A further one is an application with <c>identifierUris</c> in a scenario.
/// </summary>
internal static class FirstPartyResources
{
    public static readonly IReadOnlyList<Resource> All =
    [
        Resource.Arm,
        Resource.Graph,
        Of("00000002-0000-0000-c000-000000000000", "https://graph.windows.net"),

        // Data: secrets, files, databases.
        Of("cfa8b339-82a2-471a-a3c9-0fc0be7a4093", "https://vault.azure.net", "https://managedhsm.azure.net"),
        Of("e406a681-f3d4-42a8-90b6-c2b029497af1", "https://storage.azure.com", "https://*.core.windows.net"),
        Of("e9f49c6b-5ce5-44c8-925d-015017e9f7ad", "https://datalake.azure.net"),
        Of("022907d3-0f1b-48f7-badc-1ba6abab6d66", "https://database.windows.net"),
        Of("123cd850-d9df-40bd-94d5-c9f07b7fa203", "https://ossrdbms-aad.database.windows.net", "https://token.postgres.cosmos.azure.com"),
        Of("a232010e-820c-4083-83bb-3ace5fc29d0b", "https://cosmos.azure.com", "https://*.documents.azure.com"),
        Of("acca5fbb-b7e4-4009-81f1-37e38fd66d78", "https://redis.azure.com"),
        Of(
            "2746ea77-4702-4b45-80ca-3c97e680e8b7",
            "https://kusto.kusto.windows.net",
            "https://api.kusto.windows.net",
            "https://*.kusto.windows.net"),
        Of("35ffadb3-7fc1-497e-b61b-381d28e744cc", "https://azconfig.io", "https://appconfig.azure.com", "https://*.azconfig.io"),
        Of("4353526e-1c33-4fcf-9e82-9683edf52848", "https://confidential-ledger.azure.com"),
        Of(
            "4f6778d8-5aef-43dc-a1ff-b073724b9495",
            "https://azurehealthcareapis.com",
            "https://dicom.healthcareapis.azure.com",
            "https://*.azurehealthcareapis.com"),
        Of("73c2949e-da2d-457a-9607-fcc665198967", "https://purview.azure.net", "https://purview.azure.com"),
        Of("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"), // Azure Databricks, by ID alone
        // Power BI, Fabric
        Of("00000009-0000-0000-c000-000000000000", "https://analysis.windows.net/powerbi/api", "https://api.fabric.microsoft.com"),
        Of("https://dev.azuresynapse.net", "https://web.azuresynapse.net", "https://sql.azuresynapse.net"),

        // Messages and devices.
        Of("80a10ef9-8168-493d-abf9-3297c4ef6e3c", "https://servicebus.azure.net", "https://*.servicebus.windows.net"),
        Of("80369ed6-5f11-4dd9-bef3-692475845e77", "https://eventhubs.azure.net"),
        Of("https://relay.azure.net"),
        Of("4962773b-9cdb-44cf-a8bf-237846a00ab7", "https://eventgrid.azure.net"),
        Of("https://signalr.azure.com"),
        Of("https://webpubsub.azure.com"),
        Of("1fd5118e-2576-4263-8130-9503064c837a", "https://communication.azure.com"),
        Of("89d10474-74af-4874-99a7-c23c2f643083", "https://iothubs.azure.net"),
        Of("https://apps.azureiotcentral.com"),
        Of("https://api.adu.microsoft.com"), // Device Update
        Of("0b07f429-9f4b-4714-9392-cc5e8e80c8b0", "https://digitaltwins.azure.net"),
        Of("ba1ea022-5807-41d5-bbeb-292c7e1cf5f6", "https://atlas.microsoft.com"), // Maps
        Of("c7ddd9b4-5172-4e28-bd29-1e0792947d18", "https://sts.mixedreality.azure.com"),

        // Models and search.
        Of(
            "7d312290-28c8-473c-a0ed-8e53749b6d6d",
            "https://cognitiveservices.azure.com",
            "https://*.openai.azure.com",
            "https://*.cognitiveservices.azure.com"),
        Of("18a66f5f-dbdf-4c17-9dd7-1634712a9cbe", "https://ai.azure.com", "https://ml.azure.com"),
        Of("880da380-985e-4198-81b9-e05b1cc53158", "https://search.azure.com"),
        Of("https://deid.azure.com"),
        Of("https://quantum.microsoft.com"),

        // Watching.
        new(
            Guid.Parse("ca7f3f0b-7d91-482c-8e09-c5d840d0eac5"),
            "Data.Read",
            "https://api.loganalytics.io",
            "https://api.loganalytics.azure.com"),
        new(Guid.Parse("f5c26e74-f226-4ae8-85f0-b4af0080ac9e"), "Data.Read", "https://api.applicationinsights.io"),
        Of("https://monitor.azure.com"), // ingestion
        Of("https://metrics.monitor.azure.com"),
        Of("https://prometheus.monitor.azure.com"),

        // Machines, images, builds.
        Of("ddbf3205-c6bd-46ae-8127-60eb93363864", "https://batch.core.windows.net"),
        Of("6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26", "https://containerregistry.azure.net"),
        new(Guid.Parse("6dae42f8-4368-4678-94ff-3960e28e3630"), "user.read"), // AKS, by ID alone
        Of("6256c85f-0aad-4d50-b960-e6e9b21efe35"), // Kubernetes on Azure Arc, by ID alone
        Of("https://guestnotificationservice.azure.com"), // Azure Arc
        Of("e526e72f-ffae-44a0-8dac-cf14b8bd40e2", "https://devcenter.azure.com"),
        Of("499b84ac-1321-427f-aa17-267ca6975798", "https://app.vssps.visualstudio.com"), // Azure DevOps
        Of("9cdead84-a844-4324-93f2-b2e6bb768d07", "https://www.wvd.microsoft.com"), // Azure Virtual Desktop
        Of("c61423b7-1d1f-430d-b444-0eee53298103", "https://attest.azure.net"),
        Of("https://codesigning.azure.net"),
        Of("https://cnt-prod.loadtesting.azure.com"),
        Of("803ee9ca-3f7f-4824-bd6e-0b99d720c35c", "https://rest.media.azure.net"),

        // Offices.
        Of("00000002-0000-0ff1-ce00-000000000000", "https://outlook.office365.com", "https://outlook.office.com"),
        Of("00000003-0000-0ff1-ce00-000000000000", "https://*.sharepoint.com"),
        Of("00000007-0000-0000-c000-000000000000", "https://*.dynamics.com"),

        Resource.TokenExchange,
    ];

    private static Resource Of(string idOrUri, params string[] uris) => Guid.TryParse(idOrUri, out var id)
        ? new(id, "user_impersonation", uris)
        : new(DerivedId.From(idOrUri), "user_impersonation", [idOrUri, .. uris]); // Microsoft publishes no ID of it: one of ours
}
