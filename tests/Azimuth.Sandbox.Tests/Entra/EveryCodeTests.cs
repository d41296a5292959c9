using System.Text.RegularExpressions;
using Azimuth.Sandbox.Entra.Refusals;
using Azimuth.Sandbox.World.Directory;
using Azimuth.Sandbox.World.Scenarios;

namespace Azimuth.Sandbox.Tests.Entra;

/// <summary>
/// Each refusal of <see cref="Aadsts"/> can be made to happen from outside, and comes in its shape (docs/protocol.md, 7.1).
/// What the sandbox has no reason of its own for, the switch <c>fail</c> says.
/// </summary>
public sealed partial class EveryCodeTests(EveryCodeTests.OneSandbox shared) : IClassFixture<EveryCodeTests.OneSandbox>
{
    public static TheoryData<string> Names => [.. EveryCode.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_refusal_of_the_catalogue_can_be_met_and_has_its_shape(string name)
    {
        var row = EveryCode.All.Single(one => one.Name == name);
        (await shared.Sandbox.PostControlAsync("reset", $$"""{"scenario":{{Caller.Scenario}} }""")).Status.ShouldBe(200);

        var answer = await row.Met(new Caller(shared.Sandbox));

        answer.Status.ShouldBe(row.Status, answer.Text);
        if (row.Error.Length == 0)
        {
            answer.Text.ShouldStartWith("<");
            answer.Text.ShouldContain($"AADSTS{row.Code}<");
            return;
        }

        answer.ShouldBeRefused(row.Code, row.Error, row.Status);
        $"{answer.Json["suberror"]}".ShouldBe(row.SubError ?? "");
        if (row.Status == 422)
        {
            return; // the control API says what a page would show, without the trace of a request
        }

        var description = Description().Match($"{answer.Json["error_description"]}");
        description.Success.ShouldBeTrue($"{answer.Json["error_description"]}");
        if (row.Status != 302)
        {
            $"{answer.Json["trace_id"]}".ShouldBe(description.Groups["trace"].Value);
            $"{answer.Json["trace_id"]}".ShouldBe(answer.Headers["x-ms-request-id"]);
            $"{answer.Json["correlation_id"]}".ShouldBe(description.Groups["correlation"].Value);
            $"{answer.Json["timestamp"]}".ShouldBe(description.Groups["time"].Value);
            answer.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        }
    }

    /// <summary>A refusal that is added without a row fails here.</summary>
    [Fact]
    public void The_table_is_the_whole_catalogue()
    {
        var made = typeof(Aadsts).GetMethods().Where(method => method.ReturnType == typeof(Refusal))
            .ToDictionary(
                method => method.Name,
                method => (Refusal)method.Invoke(null, [.. method.GetParameters().Select(each => Any(each.ParameterType))])!);
        var rows = EveryCode.All.Where(row => !row.IsFromSwitch).ToArray();

        rows.Select(row => row.Refusal).Distinct().Order(StringComparer.Ordinal).ShouldBe(made.Keys.Order(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            (row.Code, row.SubError).ShouldBe((made[row.Refusal].Code, made[row.Refusal].SubError), row.Name);
        }

        EveryCode.All.Where(row => row.IsFromSwitch)
            .Select(row => row.Code)
            .ShouldNotContain(code => made.Values.Any(one => one.Code == code));
    }

    /// <summary>One sandbox for all rows, each of which begins with another world.</summary>
    public sealed class OneSandbox : IAsyncLifetime
    {
        internal Running Sandbox { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Sandbox = await Running.StartAsync();

        public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
    }

    /// <summary>A value for a parameter that only the sentence of a refusal needs.</summary>
    private static object? Any(Type type) => type == typeof(string) ? "x"
        : type == typeof(Application) ? Application.FirstParty[0]
        : type == typeof(Tenant) ? new Tenant(ScenarioFile.Contoso().Tenants[0], 1)
        : Nullable.GetUnderlyingType(type) is not null ? null
        : Activator.CreateInstance(type);

    [GeneratedRegex(
        "^AADSTS[0-9]+: .+ Trace ID: (?<trace>[0-9a-f-]{36}) Correlation ID: (?<correlation>[0-9a-f-]{36}) Timestamp: "
            + "(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z)$")]
    private static partial Regex Description();
}
