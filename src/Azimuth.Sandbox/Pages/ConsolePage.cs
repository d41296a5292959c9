namespace Azimuth.Sandbox.Pages;

/// <summary>The console's frame; its script fills it from the control API.</summary>
internal static class ConsolePage
{
    public static IResult Render(ConsoleView view) => new PageResult(Layout.Wide("Console", Markup.Of($"""
        <h1>Console <span class="id">{view.SandboxId}</span></h1>
        <p id="console-status" role="status">Connecting…</p>
        <noscript><p>The console needs its own script.</p></noscript>
        """), "console.js"));
}
