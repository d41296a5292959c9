using Azimuth.Cli.Terminal.Text;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Yaml;

/// <summary>The structure of a document: what is indented how far, and what is named by an anchor instead of said twice.</summary>
internal sealed class YamlEmitter
{
    private readonly YamlWriter _writer;
    private readonly YamlAnchors _anchors;

    private YamlEmitter(JmesValue root, StyledText sheet) => (_writer, _anchors) = (new(sheet), YamlAnchors.Find(root));

    private enum Place
    {
        Root,
        InSequence,
        InMapping,
    }

    public static void Emit(JmesValue root, StyledText sheet)
    {
        var emitter = new YamlEmitter(root, sheet);
        emitter.Node(root, Place.Root, null);
        emitter._writer.EndDocument();
    }

    private void Node(JmesValue value, Place place, int? indent)
    {
        if (value is JmesValue.Array or JmesValue.Hash && _anchors.Refer(value) is { } reference)
        {
            _writer.Indicator(reference, needsBlank: true);
            if (reference[0] == '*')
            {
                return;
            }
        }

        switch (value)
        {
            case JmesValue.Array { Items.Count: 0 }:
                Empty("[", "]");
                break;
            case JmesValue.Hash { Members.Count: 0 }:
                Empty("{", "}");
                break;
            case JmesValue.Array array:
                Sequence(array, place, indent);
                break;
            case JmesValue.Hash hash:
                Mapping(hash, indent);
                break;
            default:
                Scalar(value, place, indent);
                break;
        }
    }

    private void Empty(string open, string close)
    {
        _writer.Indicator(open, needsBlank: true, isBlank: true);
        _writer.Indicator(close, needsBlank: false);
    }

    private void Sequence(JmesValue.Array array, Place place, int? indent)
    {
        // A sequence below a name is not indented further than the name.
        var isIndentless = place == Place.InMapping && !_writer.IsIndention;
        var inner = indent is { } outer ? (isIndentless ? outer : outer + YamlWriter.Step) : 0;
        foreach (var item in array.Items)
        {
            _writer.Indent(inner);
            _writer.Indicator("-", needsBlank: true, isIndention: true);
            Node(item, Place.InSequence, inner);
        }
    }

    private void Mapping(JmesValue.Hash hash, int? indent)
    {
        var inner = indent is { } outer ? outer + YamlWriter.Step : 0;
        foreach (var (name, member) in hash.InOrderOfNames)
        {
            _writer.Indent(inner);
            if (IsSimple(name))
            {
                _writer.Scalar(name, isText: true, isKey: true, inner + YamlWriter.Step);
                _writer.Indicator(":", needsBlank: false);
            }
            else
            {
                _writer.Indicator("?", needsBlank: true, isIndention: true);
                _writer.Scalar(name, isText: true, isKey: false, inner + YamlWriter.Step);
                _writer.Indent(inner);
                _writer.Indicator(":", needsBlank: true, isIndention: true);
            }

            Node(member, Place.InMapping, inner);
        }
    }

    private void Scalar(JmesValue value, Place place, int? indent)
    {
        var text = value switch
        {
            JmesValue.Text { Value: var itself } => itself,
            JmesValue.Null => "null",
            JmesValue.Truth { Value: var truth } => truth ? "true" : "false",
            JmesValue.Number { IsWhole: false } number => Float(number.Nearest),
            _ => PythonText.Str(value),
        };
        _writer.Scalar(text, value is JmesValue.Text, isKey: false, (indent ?? 0) + YamlWriter.Step, isRoot: place == Place.Root);
    }

    /// <summary>YAML 1.1 wants a dot in each float.</summary>
    private static string Float(double value) => PythonFloat.Repr(value) switch
    {
        "inf" => ".inf",
        "-inf" => "-.inf",
        "nan" => ".nan",
        var text when text.Contains('.', StringComparison.Ordinal) => text,
        var text => text.Replace("e", ".0e", StringComparison.Ordinal),
    };

    /// <summary>
    /// Whether a name fits before a colon: on one line, and not longer than PyYAML's 127 characters with the tag <c>!!str</c>.
    /// </summary>
    private static bool IsSimple(string name)
    {
        const int Longest = 122;
        return name.Length > 0 && CodePoints.Count(name) <= Longest && name.AsSpan().IndexOfAny(YamlScalar.LineBreaks) < 0;
    }
}
