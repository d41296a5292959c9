namespace Azimuth.Cli.Commands.Completion;

/// <summary>What the word under the cursor may become.</summary>
/// <param name="Word">The whole word.</param>
/// <param name="Description">What it is; null for what speaks for itself.</param>
internal sealed record CompletionItem(string Word, string? Description = null);

/// <summary>What was found for the word under the cursor.</summary>
/// <param name="Candidates">Ours, in the order in which they are listed.</param>
/// <param name="AsksNext">Whether the Azure CLI may know more: the command, or its group, is not ours alone.</param>
internal sealed record Answer(IReadOnlyList<CompletionItem> Candidates, bool AsksNext);
