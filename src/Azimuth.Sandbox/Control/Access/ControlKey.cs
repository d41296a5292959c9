using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Common;

namespace Azimuth.Sandbox.Control.Access;

/// <summary>The bearer key of the control API: made anew at each start, readable by the folder's owner alone.</summary>
internal sealed class ControlKey
{
    private readonly byte[] _expected;

    public ControlKey(StateFolder folder)
    {
        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        StateFolder.Write(folder.ControlKey, key);
        _expected = Encoding.ASCII.GetBytes($"Bearer {key}");
    }

    public bool Matches(string authorization) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), _expected);
}
