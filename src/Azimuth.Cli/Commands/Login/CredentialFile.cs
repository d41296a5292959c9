using Azimuth.Cli.Parsing.Specs;
using Azimuth.Configuration;
using Azimuth.Text;

namespace Azimuth.Cli.Commands.Login;

/// <summary>
/// The path of a file that holds a secret. Users put the secret itself there, so a value is repeated in a message only when it
/// reads as a path into a folder that exists.
/// </summary>
internal static class CredentialFile
{
    /// <summary>The whole path, for the file is read again from other folders than this one.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="source">By which option or variable.</param>
    /// <param name="content">What the file is to hold.</param>
    /// <param name="environment">Where <c>~</c> leads.</param>
    /// <exception cref="UserError">It is not a path.</exception>
    public static string PathOf(string given, string source, string content, EnvironmentVariables environment)
    {
        if (given.WithoutBlankEnds.Length == 0)
        {
            throw new UserError($"The value of {source} is empty. It must be the path of a file that contains {content}.", exitCode: 2);
        }

        var path = ConfigFolderLocator.WithHome(given, environment);
        if (!Exists(path) && ConfigFolderLocator.WithHome(given.WithoutBlankEnds, environment) is var trimmed && Exists(trimmed))
        {
            path = trimmed; // the carriage return of a variable that was read from a file of Windows
        }

        return Exists(path) || SecretPath.IsShown(path) ? Path.GetFullPath(path) : throw NotAPath(given, source, content);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static UserError NotAPath(string given, string source, string content) =>
        SecretPath.IsPem(given)
            ? new($"The value of {source} is the text of a PEM file. It must be the path of a file that contains {content}.")
        : SecretPath.IsToken(given) ? new(
            $"The value of {source} is a token. It must be the path of a file that contains {content}.",
            source == "--federated-token-file" ? "To pass the token itself, use --federated-token." : null)
        : new(
            $"The value of {source} is not the path of a file (it is not shown, because it may be a secret). It must be the path of a file "
                + $"that contains {content}.");
}
