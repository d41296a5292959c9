using System.Net.Sockets;
using Azimuth.Http.Tls;

namespace Azimuth.Flows;

/// <summary>
/// A sign-in on a page of the sandbox: opens it only where the sandbox answers, since a browser that shows an error sends nothing back.
/// </summary>
/// <param name="pages">The origin of its pages (<c>sandbox_pages</c> in clouds.config).</param>
/// <param name="inner">The sign-in.</param>
internal sealed class SandboxSignIn(string pages, ISignInFlow inner) : ISignInFlow
{
    /// <inheritdoc/>
    public async Task<SignedIn?> SignInAsync(SignInRequest request, CancellationToken cancel)
    {
        if (Uri.TryCreate(pages, UriKind.Absolute, out var origin) && origin.IsLoopback)
        {
            await CheckAsync(origin, cancel);
        }

        return await inner.SignInAsync(request, cancel);
    }

    private static async Task CheckAsync(Uri origin, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(origin.IdnHost, origin.Port, cancel);
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionRefused)
        {
            throw new UserError(SandboxOrigins.NotRunning, cause: failure);
        }
    }
}
