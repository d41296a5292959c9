using Azimuth.Storage.Protection;

namespace Azimuth.Tests.Storage.Protection;

/// <summary>The systems' words and numbers for "no", as a person reads them.</summary>
public sealed class ReasonsTests
{
    [Theory]
    [InlineData("Cannot autolaunch D-Bus without X11 $DISPLAY", "this session has no D-Bus")]
    [InlineData("Could not connect: No such file or directory", "this session has no D-Bus")]
    [InlineData(
        "GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.secrets was not provided by any .service files",
        "no secret service runs")]
    [InlineData("Cannot get secret of a locked object", "the keyring is locked")]
    [InlineData("Prompt dismissed", "the keyring is locked")]
    [InlineData("Something new", "the secret service refused the request (Something new)")]
    public void The_secret_services_words_become_a_cause(string message, string cause) =>
        SecretService.Explain(message, null).Message.ShouldContain(cause);

    [Fact]
    public void A_keyring_that_nobody_unlocks_says_how_long_it_was_waited_for() =>
        SecretService.Explain("Operation was cancelled", TimeSpan.FromSeconds(6)).Message
            .ShouldStartWith("the keyring did not answer within 6 seconds; it may be waiting to be unlocked");

    [Theory]
    [InlineData(unchecked((int)0x8009000B), "an administrator reset the password")]
    [InlineData(unchecked((int)0x80090345), "trusted for delegation")]
    [InlineData(13, "another machine or account")]
    public void Windows_numbers_become_a_cause(int error, string cause) =>
        WindowsDataProtection.Explain(error).Message.ShouldContain(cause);

    [Theory]
    [InlineData(-25308, "cannot ask for its password", "security unlock-keychain")]
    [InlineData(-128, "was not unlocked", null)]
    [InlineData(-25293, "was not unlocked", null)]
    [InlineData(-25294, "no default keychain", "security default-keychain")]
    [InlineData(-1, "error -1", null)]
    public void The_keychains_numbers_become_a_cause(int status, string cause, string? remedy)
    {
        var reason = MacKeychain.Explain(status);

        reason.Message.ShouldContain(cause);
        reason.Remedy.ShouldBe(remedy);
    }
}
