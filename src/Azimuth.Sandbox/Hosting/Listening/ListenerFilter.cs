using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Switches;

namespace Azimuth.Sandbox.Hosting.Listening;

/// <summary>Says of an endpoint that it exists on one listener only; without it, on both.</summary>
internal sealed record OnlyOn(bool Https);

/// <summary>Tokens go over TLS, the control API over the pages' listener: on the other one there is nothing (404).</summary>
internal sealed class ListenerFilter(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<OnlyOn>() is { } only && only.Https != context.Request.IsHttps)
        {
            context.SetEndpoint(null);
        }

        return next(context);
    }
}

/// <summary>The Azure CLI builds <c>https://host//tenant/…</c> when the registered address ends in a slash.</summary>
internal sealed class SingleSlashes(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value;
        while (path is not null && path.Contains("//", StringComparison.Ordinal))
        {
            context.Request.Path = path = path.Replace("//", "/", StringComparison.Ordinal);
        }

        return next(context);
    }
}

/// <summary>Gives every switch that is on its say before an endpoint answers.</summary>
internal sealed class SwitchEffects(RequestDelegate next, SwitchBoard switches)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<JournalKind>() is { } kind && kind != JournalKind.None
            && await switches.MeetAsync(context, kind, context.RequestAborted) is { } answer)
        {
            await answer.ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
