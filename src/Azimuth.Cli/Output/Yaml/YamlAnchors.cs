using System.Globalization;
using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Yaml;

/// <summary>
/// Names for arrays and objects that stand at several places of one result: PyYAML prints the first with an anchor
/// (<c>&amp;id001</c>) and refers to it from the others (<c>*id001</c>).
/// </summary>
internal sealed class YamlAnchors
{
    /// <summary>Empty while an object was met once, its name from the second time on.</summary>
    private readonly Dictionary<JmesValue, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<JmesValue> _printed = new(ReferenceEqualityComparer.Instance);
    private int _named;

    /// <summary>
    /// What repeats below <paramref name="root"/>. Nothing, where a query built an object: the Azure CLI then copies the result first.
    /// </summary>
    public static YamlAnchors Find(JmesValue root)
    {
        var anchors = new YamlAnchors();
        if (!HoldsBuilt(root))
        {
            anchors.Visit(root);
        }

        return anchors;
    }

    /// <summary><c>&amp;name</c> where it is printed first, <c>*name</c> thereafter; null for what stands at one place.</summary>
    public string? Refer(JmesValue value) => _names.GetValueOrDefault(value, "") switch
    {
        "" => null,
        var name when _printed.Add(value) => $"&{name}",
        var name => $"*{name}",
    };

    private static bool HoldsBuilt(JmesValue value) => value switch
    {
        JmesValue.Array array => array.Items.Any(HoldsBuilt),
        JmesValue.Hash hash => hash.IsBuilt || hash.Members.Values.Any(HoldsBuilt),
        _ => false,
    };

    private void Visit(JmesValue value)
    {
        if (value is not (JmesValue.Array or JmesValue.Hash))
        {
            return;
        }

        if (_names.TryGetValue(value, out var name))
        {
            _names[value] = name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"id{++_named:000}");
            return;
        }

        _names.Add(value, "");
        var below = value is JmesValue.Array array ? array.Items : ((JmesValue.Hash)value).InOrderOfNames.Select(member => member.Value);
        foreach (var inner in below)
        {
            Visit(inner);
        }
    }
}
