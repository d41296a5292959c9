using Azimuth.JmesPath;
using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output;

/// <summary><c>--query</c>, with the Azure CLI's sentences where it cannot be done.</summary>
internal sealed class Query
{
    private const string LearnMore = "To learn more about --query, please visit: 'https://learn.microsoft.com/cli/azure/query-azure-cli'";
    private const int LongestExplained = 1000; // the explanation repeats the expression and points into it

    private readonly JmesExpression _expression;

    private Query(JmesExpression expression) => _expression = expression;

    /// <exception cref="UserError">It is not a JMESPath expression: wrong usage, with the reason on a second line.</exception>
    public static Query Parse(string text)
    {
        try
        {
            return new(JmesExpression.Parse(text));
        }
        catch (JmesPathSyntaxException error)
        {
            throw new UserError(
                $"argument --query: invalid jmespath_type value: {PythonText.Repr(text)}",
                text.Length <= LongestExplained ? error.Message : null, exitCode: 2, error);
        }
    }

    /// <exception cref="UserError">An unknown function, or one that does not take what it was given.</exception>
    public JmesValue Ask(JmesValue result)
    {
        try
        {
            return _expression.Search(result);
        }
        catch (JmesPathRuntimeException error)
        {
            throw new UserError($"Invalid jmespath query supplied for `--query`: {error.Message}", LearnMore, exitCode: 1, error);
        }
    }
}
