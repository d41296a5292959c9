namespace Azimuth.Cli.Services;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    /// <summary>Three numbers, as in <c>az version</c> and in the User-Agent.</summary>
    public static string Text => typeof(ProductVersion).Assembly.GetName().Version!.ToString(fieldCount: 3);
}
