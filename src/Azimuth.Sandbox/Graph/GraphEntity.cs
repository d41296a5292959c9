using System.Text.Json;
using Azimuth.Sandbox.World.Directory;

namespace Azimuth.Sandbox.Graph;

/// <summary>An object of Graph's: its properties in their order, of which <c>$select</c> takes some.</summary>
/// <param name="Type">The type, as Graph's errors name it.</param>
internal sealed record GraphEntity(string Type, IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> Properties)
{
    /// <summary>Reference 9.3. A guest's user principal name is the one that the inviting directory made up.</summary>
    public static GraphEntity From(Person person, Tenant tenant)
    {
        var space = person.Name.LastIndexOf(' ');
        return new("microsoft.graph.user",
        [
            new("businessPhones", json => { json.WriteStartArray(); json.WriteEndArray(); }),
            Text("displayName", person.Name),
            Text("givenName", space < 0 ? person.Name : person.Name[..space]),
            Text("jobTitle", null),
            Text("mail", person.Email),
            Text("mobilePhone", null),
            Text("officeLocation", null),
            Text("preferredLanguage", null),
            Text("surname", space < 0 ? null : person.Name[(space + 1)..]),
            Text(
                "userPrincipalName",
                person.Home.Id == tenant.Id ? person.UserName : $"{person.UserName.Replace('@', '_')}#EXT#@{tenant.Domains[0]}"),
            Text("id", person.ObjectIdIn(tenant)?.ToString()),
        ])
        {
            OnlySelected = [
                new("accountEnabled", json => json.WriteBooleanValue(!person.Disabled)),
                Text("userType", person.Home.Id == tenant.Id ? "Member" : "Guest")
            ],
        };
    }

    public static GraphEntity From(Tenant tenant) => new("microsoft.graph.organization",
    [
        Text("id", tenant.Id.ToString()),
        Text("countryLetterCode", tenant.CountryCode),
        Text("displayName", tenant.Name),
        Text("tenantType", "AAD"),
        new("verifiedDomains", json => WriteDomains(json, tenant)),
    ]);

    /// <summary>Properties that are returned only if they are selected.</summary>
    public IReadOnlyList<KeyValuePair<string, Action<Utf8JsonWriter>>> OnlySelected { get; private init; } = [];

    /// <summary>
    /// The same with the properties of a <c>$select</c>, as Graph does it: its order, without case, never the same one twice.
    /// </summary>
    public (GraphEntity? Entity, GraphRefusal? Refused) Select(string select)
    {
        if (select.Length == 0)
        {
            return (this, null);
        }

        var chosen = new List<KeyValuePair<string, Action<Utf8JsonWriter>>>();
        foreach (var name in select.Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var found = Properties.Concat(OnlySelected)
                .FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase));
            if (found.Key is null)
            {
                return (
                    null,
                    new(
                        StatusCodes.Status400BadRequest,
                        "BadRequest",
                        $"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type '{Type}'."));
            }

            chosen.Add(found);
        }

        return (this with { Properties = chosen }, null);
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var (name, write) in Properties)
        {
            json.WritePropertyName(name);
            write(json);
        }
    }

    private static KeyValuePair<string, Action<Utf8JsonWriter>> Text(string name, string? value) =>
        new(name, json => json.WriteStringValue(value));

    private static void WriteDomains(Utf8JsonWriter json, Tenant tenant)
    {
        json.WriteStartArray();
        foreach (var domain in tenant.Domains)
        {
            json.WriteStartObject();
            json.WriteString("name", domain);
            json.WriteString("type", "Managed");
            json.WriteBoolean("isDefault", domain == tenant.Domains[0]);
            json.WriteBoolean("isInitial", domain.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase));
            json.WriteString("capabilities", "Email, OfficeCommunicationsOnline");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
