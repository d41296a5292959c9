using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Azimuth.Messages;

/// <summary>
/// Finds the texts for users in a source: string literals, interpolated strings, and what they are concatenated to, when they have at
/// least two words. What is not for users is left out by what it is passed to, or by its form.
/// </summary>
internal static partial class MessageReader
{
    public static IEnumerable<Message> Read(string file)
    {
        var root = CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot();
        return from expression in Whole(root)
               where !IsInternal(expression)
               let text = MessageText.Of(expression)
               where IsForUsers(text)
               select new Message(file, text, FollowsAnother(expression));
    }

    // The outermost expressions that are texts; alternatives (?:, ??, switch) are texts of their own unless they are parts of one.
    private static IEnumerable<ExpressionSyntax> Whole(SyntaxNode node)
    {
        foreach (var child in node.ChildNodes())
        {
            if (child is AttributeListSyntax)
            {
                continue;
            }

            if (child is ExpressionSyntax expression && MessageText.IsText(expression))
            {
                yield return expression;
            }
            else
            {
                foreach (var inner in Whole(child))
                {
                    yield return inner;
                }
            }
        }
    }

    // What a library throws at its own callers, and names of arguments.
    private static bool IsInternal(ExpressionSyntax text)
    {
        var owner = text.Ancestors().OfType<ArgumentListSyntax>().FirstOrDefault()?.Parent;
        return owner switch
        {
            ObjectCreationExpressionSyntax made => Internal.IsMatch($"{made.Type}"),
            ImplicitObjectCreationExpressionSyntax made =>
                made.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault() is { } method
                && Internal.IsMatch($"{method.ReturnType}"),
            _ => false,
        };
    }

    private static bool IsForUsers(string text) => TwoWords.IsMatch(Placeholder.Replace(text, "x")) && !Technical.IsMatch(text);

    private static bool FollowsAnother(ExpressionSyntax text) =>
        text.Ancestors().OfType<ArgumentSyntax>().FirstOrDefault() is { Parent: ArgumentListSyntax list } argument
        && list.Arguments.TakeWhile(each => each != argument)
            .Any(each => Whole(each).Any(before => IsForUsers(MessageText.Of(before))));

    [GeneratedRegex("FormatException|InvalidOperationException|NotSupportedException|UnreachableException|ObjectDisposedException")]
    private static partial Regex Internal { get; }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex(@"\p{L}[\p{L}'’.…,:;)\]]+ [('""`]*\p{L}+")]
    private static partial Regex TwoWords { get; }

    // Headers, media types, HTML, style sheets, scripts, formats of times.
    [GeneratedRegex(
        @"^[\w-]+/[\w.+-]+;|-src |^<|^:root|^yyyy|; (secure|path|samesite|charset)|^(Bearer|Basic|Negotiate) |^(function|const) |^#compdef",
        RegexOptions.IgnoreCase)]
    private static partial Regex Technical { get; }
}
