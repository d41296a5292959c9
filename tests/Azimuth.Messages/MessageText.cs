using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Azimuth.Messages;

/// <summary>What an expression of text says, with names where it has values.</summary>
internal static partial class MessageText
{
    /// <summary>Whether it is a literal, an interpolated string, or a concatenation that has one.</summary>
    public static bool IsText(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => IsText(sum.Left) || IsText(sum.Right),
        ParenthesizedExpressionSyntax { Expression: var inner } => IsText(inner),
        _ => false,
    };

    /// <summary>The text on one line.</summary>
    public static string Of(ExpressionSyntax expression) => Space.Replace(Part(expression), " ⏎ ").Trim();

    private static string Part(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when IsText(literal) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(Part)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum when IsText(sum) => Part(sum.Left) + Part(sum.Right),
        ParenthesizedExpressionSyntax { Expression: var inner } => Part(inner),
        ConditionalExpressionSyntax choice => Alternatives(choice.WhenTrue, choice.WhenFalse),
        SwitchExpressionSyntax choice => Alternatives([.. choice.Arms.Select(arm => arm.Expression)]),
        ThrowExpressionSyntax => "",
        _ => $"{{{Name(expression)}}}",
    };

    private static string Part(InterpolatedStringContentSyntax content) => content switch
    {
        InterpolatedStringTextSyntax text => text.TextToken.ValueText,
        InterpolationSyntax hole => Part(hole.Expression),
        _ => "",
    };

    // An alternative that says nothing makes the other one optional: [text].
    private static string Alternatives(params ExpressionSyntax[] each)
    {
        var texts = each.Select(Part).Distinct().ToArray();
        return texts switch
        {
            [var only] => only,
            [var some, ""] => $"[{some}]",
            ["", var some] => $"[{some}]",
            _ => $"({string.Join(" | ", texts)})",
        };
    }

    private static string Name(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText.TrimStart('_'),
        LiteralExpressionSyntax literal => literal.Token.Text,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } member =>
            $"{Name(member.Expression).Split('.')[^1]}.{member.Name.Identifier.ValueText}",
        MemberAccessExpressionSyntax member => Name(member.Expression),
        ConditionalAccessExpressionSyntax access => $"{Name(access.Expression)}{access.WhenNotNull}",
        InvocationExpressionSyntax call => Name(call),
        ElementAccessExpressionSyntax element => Name(element.Expression),
        CastExpressionSyntax { Expression: var inner } => Name(inner),
        AwaitExpressionSyntax { Expression: var inner } => Name(inner),
        ParenthesizedExpressionSyntax { Expression: var inner } => Name(inner),
        PostfixUnaryExpressionSyntax { Operand: var inner } => Name(inner),
        BinaryExpressionSyntax { Left: var left } => Name(left),
        _ => "…",
    };

    // The value that is shown: the last argument that is not a literal, a lambda or a constant, else the object, else the method.
    private static string Name(InvocationExpressionSyntax call)
    {
        var argument = call.ArgumentList.Arguments.Select(each => each.Expression)
            .LastOrDefault(each => each is not (LiteralExpressionSyntax or LambdaExpressionSyntax) && !IsConstant(each));
        return argument is not null ? Name(argument)
            : call.Expression is MemberAccessExpressionSyntax member ? Name(member.Expression)
            : Name(call.Expression);
    }

    // CultureInfo.InvariantCulture, UriPartial.Path
    private static bool IsConstant(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type } && char.IsUpper(type.Identifier.ValueText[0]);

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Space { get; }
}
