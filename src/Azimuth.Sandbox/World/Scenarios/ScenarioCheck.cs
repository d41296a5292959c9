using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Azimuth.Sandbox.World.Scenarios;

/// <summary>What a schema cannot say: references that lead nowhere, things that are there twice.</summary>
internal static class ScenarioCheck
{
    private static readonly string[] Devices = ["none", "registered", "managed", "compliant"];
    private static readonly string[] OptionalClaims = ["idtyp"];
    private static readonly string[] States = ["Enabled", "Warned", "PastDue", "Disabled", "Deleted"];

    /// <exception cref="ScenarioException">Names the field.</exception>
    public static void Throw(Scenario scenario)
    {
        Require(scenario.Version == 1, "$.version", $"this az-sandbox reads version 1, not {scenario.Version}.");
        Require(scenario.Tenants.Count > 0, "$.tenants", "at least one tenant is needed.");
        Tenants(scenario.Tenants);
        Users(scenario);
        for (var i = 0; i < scenario.Applications.Count; i++)
        {
            var tenant = scenario.Applications[i].Tenant;
            Require(tenant is null || Knows(scenario, tenant), $"$.applications[{i}].tenant", $"no tenant '{tenant}'.");
            Assignments(scenario, scenario.Applications[i], $"$.applications[{i}].assignments");
            Certificates(scenario.Applications[i], $"$.applications[{i}]");
            All(scenario.Applications[i].OptionalClaims, OptionalClaims, $"$.applications[{i}].optionalClaims");
        }

        Policies(scenario);
        Consents(scenario);
        for (var i = 0; i < scenario.Pipelines.Count; i++)
        {
            Require(
                scenario.Pipelines[i].Kind is ScenarioKinds.GitHub or ScenarioKinds.AzureDevOps,
                $"$.pipelines[{i}].kind",
                "github or azureDevOps is expected.");
            Require(scenario.Pipelines[i].AssertionSeconds > 0, $"$.pipelines[{i}].assertionSeconds", "more than 0 is expected.");
        }

        for (var i = 0; i < scenario.ServicePrincipals.Count; i++)
        {
            var tenant = scenario.ServicePrincipals[i].Tenant;
            Require(Knows(scenario, tenant), $"$.servicePrincipals[{i}].tenant", $"no tenant '{tenant}'.");
        }

        ManagedIdentities(scenario);
        Numbers(scenario);
    }

    private static void ManagedIdentities(Scenario scenario)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < scenario.ManagedIdentities.Count; i++)
        {
            var identity = scenario.ManagedIdentities[i];
            var path = $"$.managedIdentities[{i}]";
            Require(Knows(scenario, identity.Tenant), $"{path}.tenant", $"no tenant '{identity.Tenant}'.");
            Require(ids.Add(identity.ClientId.ToString()), $"{path}.clientId", $"'{identity.ClientId}' is used twice.");
            Require(ids.Add(identity.Id.ToString()), $"{path}.id", $"'{identity.Id}' is used twice.");
            Require(ids.Add(identity.ResourceId), $"{path}.resourceId", $"'{identity.ResourceId}' is used twice.");
            Require(identity.ResourceId.StartsWith('/'), $"{path}.resourceId", "an ARM ID, /subscriptions/…, is expected.");
            Require(
                !identity.SystemAssigned || !scenario.ManagedIdentities.Take(i).Any(other => other.SystemAssigned),
                $"{path}.systemAssigned",
                "a machine has one system-assigned identity.");
        }

        Require(
            scenario.CloudShellUser is not { } userName
                || scenario.Users.Any(user => string.Equals(user.UserName, userName, StringComparison.OrdinalIgnoreCase)),
            "$.cloudShellUser",
            $"no user '{scenario.CloudShellUser}'.");
    }

    private static void Tenants(IReadOnlyList<ScenarioTenant> tenants)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tenants.Count; i++)
        {
            Require(names.Add(tenants[i].Id.ToString()), $"$.tenants[{i}].id", $"'{tenants[i].Id}' is used twice.");
            Require(tenants[i].Domains.Count > 0, $"$.tenants[{i}].domains", "at least one domain is needed.");
            foreach (var domain in tenants[i].Domains)
            {
                Require(names.Add(domain), $"$.tenants[{i}].domains", $"'{domain}' is used twice.");
            }

            var listed = tenants[i].Subscriptions.Listed;
            for (var j = 0; j < listed.Count; j++)
            {
                Require(
                    States.Contains(listed[j].State),
                    $"$.tenants[{i}].subscriptions[{j}].state",
                    $"one of {string.Join(", ", States)} is expected.");
            }
        }
    }

    private static void Users(Scenario scenario)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < scenario.Users.Count; i++)
        {
            var user = scenario.Users[i];
            var at = user.UserName.IndexOf('@');
            Require(at > 0, $"$.users[{i}].userName", "name@domain is expected.");
            Require(names.Add(user.UserName), $"$.users[{i}].userName", $"'{user.UserName}' is used twice.");
            Require(names.Add(user.Id.ToString()), $"$.users[{i}].id", $"'{user.Id}' is used twice.");
            var home = user.Tenant ?? user.UserName[(at + 1)..];
            Require(Knows(scenario, home), user.Tenant is null ? $"$.users[{i}].userName" : $"$.users[{i}].tenant", $"no tenant '{home}'.");
            Require(Devices.Contains(user.Device), $"$.users[{i}].device", $"one of {string.Join(", ", Devices)} is expected.");
            for (var j = 0; j < user.GuestOf.Count; j++)
            {
                Require(Knows(scenario, user.GuestOf[j]), $"$.users[{i}].guestOf[{j}]", $"no tenant '{user.GuestOf[j]}'.");
            }
        }
    }

    private static void Certificates(ScenarioApplication application, string path)
    {
        for (var i = 0; i < application.Certificates.Count; i++)
        {
            Require(IsCertificate(application.Certificates[i].Pem), $"{path}.certificates[{i}].pem", "a certificate in PEM is expected.");
        }

        for (var i = 0; i < application.TrustedSubjects.Count; i++)
        {
            Require(
                IsCertificate(application.TrustedSubjects[i].Issuer),
                $"{path}.trustedSubjects[{i}].issuer",
                "a certificate in PEM is expected.");
        }
    }

    private static bool IsCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static void Assignments(Scenario scenario, ScenarioApplication application, string path)
    {
        for (var i = 0; i < application.Assignments.Count; i++)
        {
            var one = application.Assignments[i];
            Require(one.User is null != one.Application is null, $"{path}[{i}]", "either user or application is expected.");
            Require(one.User is null || KnowsUser(scenario, one.User), $"{path}[{i}].user", $"no user '{one.User}'.");
            var unknown = one.Roles.FirstOrDefault(role => !application.Roles.Contains(role));
            Require(unknown is null, $"{path}[{i}].roles", $"the application has no role '{unknown}'.");
        }
    }

    private static void Policies(Scenario scenario)
    {
        for (var i = 0; i < scenario.Policies.Count; i++)
        {
            var (policy, path) = (scenario.Policies[i], $"$.policies[{i}]");
            All(policy.Require, ScenarioPolicy.Requirements, $"{path}.require");
            All(policy.Flows ?? [], ScenarioPolicy.KnownFlows, $"{path}.flows");
            Require(
                policy.Require.Count > 0 || policy.SignInFrequencySeconds is not null,
                path,
                "require or signInFrequencySeconds is expected: the policy has no requirement.");
            Require(policy.SignInFrequencySeconds is null or > 0, $"{path}.signInFrequencySeconds", "more than 0 is expected.");
            var tenant = policy.Tenants?.FirstOrDefault(name => !Knows(scenario, name));
            Require(tenant is null, $"{path}.tenants", $"no tenant '{tenant}'.");
            var user = (policy.Users ?? []).Concat(policy.ExceptUsers).FirstOrDefault(name => !KnowsUser(scenario, name));
            Require(user is null, $"{path}.users", $"no user '{user}'.");
        }
    }

    private static void Consents(Scenario scenario)
    {
        for (var i = 0; i < scenario.Consents.Count; i++)
        {
            var (one, path) = (scenario.Consents[i], $"$.consents[{i}]");
            Require(one.User is null != one.Tenant is null, path, "either user or tenant is expected.");
            Require(one.User is null || KnowsUser(scenario, one.User), $"{path}.user", $"no user '{one.User}'.");
            Require(one.Tenant is null || Knows(scenario, one.Tenant), $"{path}.tenant", $"no tenant '{one.Tenant}'.");
        }
    }

    private static void All(IReadOnlyList<string> values, string[] known, string path)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Require(known.Contains(values[i]), $"{path}[{i}]", $"one of {string.Join(", ", known)} is expected.");
        }
    }

    private static bool KnowsUser(Scenario scenario, string name) =>
        scenario.Users.Any(user => string.Equals(user.UserName, name, StringComparison.OrdinalIgnoreCase));

    private static void Numbers(Scenario scenario)
    {
        Require(scenario.Tokens.AccessTokenSeconds is null or > 0, "$.tokens.accessTokenSeconds", "more than 0 is expected.");
        Require(scenario.Tokens.RefreshTokenSeconds > 0, "$.tokens.refreshTokenSeconds", "more than 0 is expected.");
        Require(scenario.Tokens.CodeSeconds > 0, "$.tokens.codeSeconds", "more than 0 is expected.");
        Require(scenario.Arm.PageSize >= 0, "$.arm.pageSize", "0 or more is expected.");
        Require(scenario.DeviceCode.IntervalSeconds > 0, "$.deviceCode.intervalSeconds", "more than 0 is expected.");
        Require(scenario.DeviceCode.LifetimeSeconds > 0, "$.deviceCode.lifetimeSeconds", "more than 0 is expected.");
        Require(scenario.Mfa.LifetimeSeconds > 0, "$.mfa.lifetimeSeconds", "more than 0 is expected.");
    }

    private static bool Knows(Scenario scenario, string idOrDomain) => scenario.Tenants.Any(tenant =>
        string.Equals(tenant.Id.ToString(), idOrDomain, StringComparison.OrdinalIgnoreCase)
        || tenant.Domains.Contains(idOrDomain, StringComparer.OrdinalIgnoreCase));

    private static void Require(bool holds, string path, string sentence)
    {
        if (!holds)
        {
            throw new ScenarioException(path, sentence);
        }
    }
}

/// <summary>A field of a scenario refers to something that is not there, or contradicts another one.</summary>
/// <param name="path">The field, as a JSON path.</param>
/// <param name="sentence">What is wrong with it.</param>
internal sealed class ScenarioException(string path, string sentence) : Exception(sentence)
{
    public string Path { get; } = path;
}
