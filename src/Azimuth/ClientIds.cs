namespace Azimuth;

/// <summary>Client IDs of applications that are registered in every tenant.</summary>
internal static class ClientIds
{
    /// <summary>The Azure CLI's; its tokens are one family with those of Microsoft's other tools.</summary>
    public const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
}
