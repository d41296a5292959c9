using Azimuth.Configuration;

namespace Azimuth.Tests.Configuration;

/// <summary>Where <c>.azure</c> is on Windows: as Python's <c>ntpath.expanduser</c> has it.</summary>
public sealed class UserHomeTests
{
    [Theory]
    [InlineData(@"C:\Users\ada", "D:", @"\home", @"C:\Users\ada")]
    [InlineData(null, "D:", @"\home\ada", @"D:\home\ada")]
    [InlineData("", "D:", @"\home\ada", @"D:\home\ada")]
    [InlineData(null, null, @"\\server\ada", @"\\server\ada")]
    [InlineData(null, "D:", null, null)]
    [InlineData(null, null, null, null)]
    public void On_Windows_it_is_the_profile_else_drive_and_path(string? profile, string? drive, string? path, string? home) =>
        UserHome.OnWindows(
            name => name switch { "USERPROFILE" => profile, "HOMEDRIVE" => drive, "HOMEPATH" => path, "HOME" => "/c/Users/git", _ => null })
            .ShouldBe(home);

    [Theory]
    [InlineData(SystemKind.Windows, "No home folder was found: neither USERPROFILE nor HOMEPATH is set.")]
    [InlineData(SystemKind.Linux, "No home folder was found: HOME is not set, and the system has none for this user.")]
    [InlineData(SystemKind.MacOS, "No home folder was found: HOME is not set, and the system has none for this user.")]
    public void Where_there_is_none_the_systems_own_variables_are_named(SystemKind system, string sentence) =>
        UserHome.Missing(system).ShouldBe(sentence);
}
