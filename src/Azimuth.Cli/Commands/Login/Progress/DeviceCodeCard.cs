using Azimuth.Cli.Terminal.QrCodes;
using Azimuth.Cli.Terminal.Text;
using Azimuth.Events;

namespace Azimuth.Cli.Commands.Login.Progress;

/// <summary>
/// The page as a QR code and the code letter by letter, for who reads them off one screen and types them at another. Gone when the wait is
/// over.
/// </summary>
internal static class DeviceCodeCard
{
    // Lines that stay visible above: the server's sentence, which 80 columns wrap, and the command.
    private const int LinesAbove = 3;

    /// <summary>What to show below the server's sentence; empty where nothing would be seen of it.</summary>
    /// <param name="code">The page and the code.</param>
    /// <param name="columns">The number of columns of the terminal.</param>
    /// <param name="rows">The number of rows of the terminal.</param>
    /// <param name="isUnicode">Whether it shows characters beyond ASCII.</param>
    /// <param name="color">Whether colors are used.</param>
    public static IReadOnlyList<string> Lines(SignInEvent.DeviceCodeIssued code, int columns, int rows, bool isUnicode, bool color)
    {
        var letters = $"  {string.Join(' ', VisibleText.Line(code.UserCode).ToCharArray())}";
        if (letters.Length >= columns)
        {
            return [];
        }

        IReadOnlyList<string> qr = isUnicode
            && IsFit(code.Page)
            && QrCode.Encode(code.Page) is { } page
            && QrDrawing.WidthOf(page) < columns ? QrDrawing.Lines(page, color) : [];
        IReadOnlyList<string> below = [color ? $"\e[1m{letters}\e[0m" : letters, ""];
        var room = rows - LinesAbove;
        return 1 + qr.Count + below.Count <= room ? ["", .. qr, .. below]
            : 1 + below.Count <= room ? ["", .. below]
            : [];
    }

    // A phone opens what it reads (attack S9): https, or http of this machine, where the sandbox's page is.
    private static bool IsFit(string page) =>
        Uri.TryCreate(page, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
