namespace Azimuth.Cli.Output.Formats;

/// <summary>
/// The Azure CLI's table transformer of one command: columns, in order. A column whose value a row lacks is empty
/// there, and one that no row has is not shown.
/// </summary>
/// <param name="Columns">Title, and where the value is: a member of the row, or a path such as <c>user.name</c>.</param>
internal sealed record TableShape(IReadOnlyList<(string Title, string Path)> Columns);
