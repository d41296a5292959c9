using System.Text;
using Azimuth.Storage.FileSystem;

namespace Azimuth.Tests.Storage;

/// <summary>The copies of what was damaged.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly SharedFileFixture _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Only_three_copies_are_kept_and_none_for_longer_than_thirty_days()
    {
        for (var round = 0; round < 5; round++)
        {
            await Quarantine.KeepAsync(_file.Path, Encoding.UTF8.GetBytes($"{round}"), _file.Folder["aside"], _file.Time, Cancel);
            _file.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Directory.GetFiles(_file.Folder["aside"]).Order(StringComparer.Ordinal).Select(File.ReadAllText).ShouldBe(["2", "3", "4"]);

        _file.Time.Advance(TimeSpan.FromDays(31));
        await Quarantine.KeepAsync(_file.Path, "5"u8.ToArray(), _file.Folder["aside"], _file.Time, Cancel);

        File.ReadAllText(Directory.GetFiles(_file.Folder["aside"]).ShouldHaveSingleItem()).ShouldBe("5");
    }
}
