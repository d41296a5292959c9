namespace Azimuth.Text;

/// <summary>A value inside a command that is printed to be pasted into a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>
    /// The value as one word of the command line, quoted where a shell would read more into it. Names and addresses may come
    /// from a server or from another user's file: pasted, they must stay what they are (attack S17).
    /// </summary>
    public static string Quote(string value) =>
        value.Length > 0 && value.All(IsPlain) ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char each) =>
        char.IsAsciiLetterOrDigit(each) || each is '.' or '_' or '-' or '/' or ':' or '@' or ',' or '+' or '=';
}
