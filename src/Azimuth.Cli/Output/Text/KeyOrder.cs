using Azimuth.JmesPath.Values;

namespace Azimuth.Cli.Output.Text;

/// <summary>
/// The order in which the Azure CLI holds the keys of a result. All that it prints is sorted, so that only a query sees
/// it: by <c>keys(@)</c>, <c>values(@)</c>, <c>*</c>, <c>to_string(@)</c> and in messages that show a value.
/// </summary>
/// <param name="Keys">The keys of any level, in order; others follow them, sorted.</param>
internal sealed record KeyOrder(params string[] Keys)
{
    /// <summary>The same value with its keys in this order.</summary>
    public JmesValue Apply(JmesValue value)
    {
        switch (value)
        {
            case JmesValue.Array array:
                return new JmesValue.Array([.. array.Items.Select(Apply)]);
            case JmesValue.Hash hash:
                var members = new OrderedDictionary<string, JmesValue>(hash.Members.Count, StringComparer.Ordinal);
                foreach (var (name, member) in hash.Members.OrderBy(member => Place(member.Key)))
                {
                    members.Add(name, Apply(member));
                }

                return new JmesValue.Hash(members);
            default:
                return value;
        }
    }

    private int Place(string key) => Array.IndexOf(Keys, key) is var place and >= 0 ? place : Keys.Length;
}
