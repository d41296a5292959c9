namespace Azimuth.Cli.Commands.Login;

/// <summary>What Microsoft's page on signing in shows after a choice (docs/reference.md).</summary>
internal static class SubscriptionNotices
{
    public static void Print(Terminal.Terminal terminal)
    {
        terminal.Say("[Announcements]");
        terminal.Say(
            "With the new Azure CLI login experience, you can select the subscription you want to use more easily. "
            + "Learn more about it and its configuration at https://go.microsoft.com/fwlink/?linkid=2271236");
        terminal.Say("");
        terminal.Say("If you encounter any problem, please open an issue at https://aka.ms/azclibug");
        terminal.Say("");
    }
}
