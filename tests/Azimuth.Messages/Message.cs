namespace Azimuth.Messages;

/// <summary>A text of a source that a user may read.</summary>
/// <param name="File">The source, relative to the repository.</param>
/// <param name="Text">The text, with <c>{name}</c> where a value stands and <c>(one | other)</c> where there are alternatives.</param>
/// <param name="IsRemedy">Whether it follows another text in the same call, as what to do follows what is wrong.</param>
internal sealed record Message(string File, string Text, bool IsRemedy)
{
    public string Folder => File[..File.LastIndexOf('/')];

    public string Source => Path.GetFileNameWithoutExtension(File);
}
