using System.Text.Json;
using Azimuth.Text;

namespace Azimuth.Http.Handlers;

/// <summary>
/// Tells each request and its answer under <c>--debug</c>: addresses without the values of their queries, no header that could hold a
/// secret, of a refusal its codes.
/// </summary>
/// <param name="inner">The next handler.</param>
/// <param name="debugLog">The log.</param>
/// <param name="time">Measures the exchange.</param>
internal sealed class LoggingHandler(HttpMessageHandler inner, DebugLog debugLog, TimeProvider time) : DelegatingHandler(inner)
{
    private const int LargestRefusal = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!debugLog.IsOn)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var started = time.GetTimestamp();
        debugLog.Write($"→ {request.Method} {request.RequestUri}");
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            var refusal = answer.IsSuccessStatusCode ? null : await RefusalAsync(answer, cancellationToken);
            debugLog.Write(
                $"← {(int)answer.StatusCode} HTTP/{answer.Version} in {time.GetElapsedTime(started).TotalMilliseconds:0} "
                    + $"ms{Correlation(answer)}{refusal}");
            return answer;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            debugLog.Write($"← nothing after {time.GetElapsedTime(started).TotalMilliseconds:0} ms: {failure.Message}");
            throw;
        }
    }

    private static string? Correlation(HttpResponseMessage answer)
    {
        foreach (var name in (ReadOnlySpan<string>)["client-request-id", "x-ms-correlation-request-id", "x-ms-request-id"])
        {
            if (answer.Headers.TryGetValues(name, out var values))
            {
                return $", {name} {string.Join(',', values)}";
            }
        }

        return null;
    }

    // Entra ID's codes and ARM's; not the description, which names the user.
    private static async Task<string?> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json" || answer.Content.Headers.ContentLength > LargestRefusal)
        {
            return null;
        }

        try
        {
            await answer.Content.LoadIntoBufferAsync(LargestRefusal, cancel);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            if (body.RootElement.MemberOrNull("error") is not { } error || (error.TextOrNull() ?? error.TextOrNull("code")) is not { } name)
            {
                return null;
            }

            return body.RootElement.MemberOrNull("error_codes") is { ValueKind: JsonValueKind.Array } codes
                ? $", {name}: {string.Join(", ", codes.EnumerateArray().Select(each => $"AADSTS{each}"))}"
                : $", {name}";
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
