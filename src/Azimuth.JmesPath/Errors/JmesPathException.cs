namespace Azimuth.JmesPath.Errors;

/// <summary>An expression that cannot be read or cannot be evaluated; the message is the one of Python's <c>jmespath</c>.</summary>
public abstract class JmesPathException : Exception
{
    private protected JmesPathException(string message)
        : base(message)
    {
    }
}

/// <summary>The text is not a JMESPath expression.</summary>
public sealed class JmesPathSyntaxException(string message, int? position = null) : JmesPathException(message)
{
    /// <summary>Where in the expression, in UTF-16 units from 0; null when it has no one place.</summary>
    public int? Position { get; } = position;

    /// <summary>How deep an expression may be nested: deeper, the stack of a thread would end before the expression does.</summary>
    internal const int MaxDepth = 256;

    internal static JmesPathSyntaxException TooDeep() => new($"The expression is nested more than {MaxDepth} levels deep.");
}

/// <summary>The expression asks of this document what cannot be done: an unknown function, a wrong type.</summary>
public sealed class JmesPathRuntimeException(string message) : JmesPathException(message);
