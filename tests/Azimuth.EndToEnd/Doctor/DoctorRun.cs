using System.Text.Json.Nodes;
using Azimuth.Harness;

namespace Azimuth.EndToEnd.Doctor;

/// <summary>What <c>az doctor</c> said.</summary>
internal sealed record DoctorRun(AzResult Result)
{
    public static async Task<DoctorRun> OfAsync(Home home, string words = "") => new(await home.Az.RunAsync($"doctor -o json {words}"));

    /// <summary>The one finding of a check that is of this status; its absence fails the test with everything that was said.</summary>
    public JsonObject The(string check, string status)
    {
        var found = All.Where(each => each["check"]!.ToString() == check && each["status"]!.ToString() == status).ToList();
        found.Count.ShouldBe(1, Result.Story);
        return found[0];
    }

    /// <summary>What a check said, when nothing is wrong with what it looks at.</summary>
    public string Fine(string check)
    {
        All.Where(each => each["check"]!.ToString() == check).ShouldAllBe(each => each["status"]!.ToString() == "ok", Result.Story);
        return string.Join(' ', All.Where(each => each["check"]!.ToString() == check).Select(each => each["finding"]));
    }

    private IEnumerable<JsonObject> All => Result.Json()!.AsArray().Select(each => each!.AsObject());
}
