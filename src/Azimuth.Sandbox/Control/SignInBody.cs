using Azimuth.Sandbox.Entra.SignIn;

namespace Azimuth.Sandbox.Control;

/// <summary>Who signs in, and how they answer what the page would ask.</summary>
internal record SignInBody
{
    public string User { get; set; } = "";

    /// <summary>The password; null for the right one.</summary>
    public string? Password { get; set; }

    /// <summary>What the phone does when it is asked: <c>approve</c> or <c>refuse</c>.</summary>
    public string Mfa { get; set; } = "approve";

    internal SignInScript Script => new(User, Password, Mfa == "approve");
}
