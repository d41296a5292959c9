using Azimuth.JmesPath.Errors;
using Azimuth.JmesPath.Values;

namespace Azimuth.JmesPath.Functions;

/// <summary>A function that expressions may call.</summary>
/// <param name="Body">Computes the result from arguments that the parameters accept.</param>
/// <param name="Parameters">One for each argument.</param>
internal sealed record Function(Func<JmesValue[], JmesValue> Body, params Parameter[] Parameters)
{
    /// <summary>Whether more arguments may follow the last parameter's, unchecked.</summary>
    public bool TakesMore { get; init; }

    /// <exception cref="JmesPathRuntimeException">Too few or too many arguments, or one of a wrong type.</exception>
    public JmesValue Call(string name, JmesValue[] arguments)
    {
        if (TakesMore ? arguments.Length < Parameters.Length : arguments.Length != Parameters.Length)
        {
            var least = TakesMore ? "at least " : "";
            var noun = Parameters.Length == 1 ? "argument" : "arguments";
            throw new JmesPathRuntimeException(
                $"Expected {least}{Parameters.Length} {noun} for function {name}(), received {arguments.Length}");
        }

        for (var i = 0; i < Parameters.Length; i++)
        {
            Parameters[i].Check(name, arguments[i]);
        }

        return Body(arguments);
    }
}
