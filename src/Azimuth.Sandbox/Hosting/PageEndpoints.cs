using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Hosting.Listening;
using Azimuth.Sandbox.Pages;

namespace Azimuth.Sandbox.Hosting;

/// <summary>Pages that belong to no protocol: the console, and a front door.</summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();

        // The page holds nothing; what it shows it asks of the control API, with the key that the link's fragment holds.
        routes.MapGet("/console", (Origins origins) => ConsolePage.Render(new ConsoleView(origins.Id)))
            .WithMetadata(new OnlyOn(Https: false))
            .Journaled("console");

        routes.MapGet("/", () => MessagePages.Message(new MessageView(
            "A local Entra ID for testing",
            "To sign in, run: az --context sandbox login. To open the console, run: az sandbox console"))).Journaled("front");
    }
}
