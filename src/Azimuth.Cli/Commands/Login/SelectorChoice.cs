namespace Azimuth.Cli.Commands.Login;

/// <summary>Whether a sign-in ends with the question which subscription to use.</summary>
internal static class SelectorChoice
{
    /// <summary>
    /// Whatever <c>-o</c> says: the question is for whoever sits there, and no result follows it (recorded). 32-bit
    /// processes have no selector (docs/reference.md).
    /// </summary>
    /// <param name="platform">This machine.</param>
    /// <param name="inIsTerminal">Whether stdin is a terminal.</param>
    /// <param name="outIsTerminal">Whether stdout is a terminal.</param>
    /// <param name="isOn"><c>core.login_experience_v2</c>; asked last, since it reads a file.</param>
    public static bool IsForPerson(Platform platform, bool inIsTerminal, bool outIsTerminal, Func<bool> isOn) =>
        inIsTerminal && outIsTerminal && platform.Is64Bit && isOn();
}
