using System.Security.Cryptography;
using System.Text;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World;

namespace Azimuth.Sandbox.Hosting;

/// <summary>Writes each request into the journal, with fingerprints in the place of secrets.</summary>
internal sealed class JournalMiddleware(RequestDelegate next, Journal journal)
{
    // Values that a user needs to see and that open nothing. Everything else is a fingerprint or ***.
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "grant_type", "client_id", "scope", "redirect_uri", "response_type", "response_mode", "prompt", "resource",
        "api-version", "code_challenge_method", "client_info", "domain_hint", "haschrome", "x-client-SKU", "x-client-VER",
        "client_assertion_type", "step", "stay", "mkt", "$skiptoken", "$select", "authorization_endpoint",
        "object_id", "principal_id", "principalId", "msi_res_id", "mi_res_id", "clientid",
    };

    // Values with at least 128 bits of chance in them: a hash tells two apart and gives neither away.
    private static readonly HashSet<string> Fingerprinted = new(StringComparer.OrdinalIgnoreCase)
    {
        "code", "device_code", "refresh_token", "client_assertion", "assertion", "code_verifier", "code_challenge", "state",
        "nonce", "id_token_hint",
    };

    // Keyed, so that a journal that is passed around cannot be checked against a guess.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public async Task InvokeAsync(HttpContext context)
    {
        var kind = context.GetEndpoint()?.Metadata.GetMetadata<JournalKind>() ?? new JournalKind("other");
        if (kind == JournalKind.None)
        {
            await next(context);
            return;
        }

        var entry = journal.Begin(kind.Name, context.Request.Method, context.Request.Path);
        entry.UserAgent = context.Request.Headers.UserAgent;
        entry.Fields = await FieldsAsync(context.Request);
        try
        {
            await next(context);
        }
        finally
        {
            var note = context.Note();
            (entry.Error, entry.Tenant, entry.Client, entry.User) = (note.Error, note.Tenant, note.Client, note.User);
            journal.End(entry, context.Response.StatusCode);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> FieldsAsync(HttpRequest request)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Query)
        {
            fields[name] = Show(name, value.ToString());
        }

        if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync(request.HttpContext.RequestAborted))
            {
                fields[name] = Show(name, value.ToString());
            }
        }

        return fields;
    }

    private string Show(string name, string value) => Shown.Contains(name) ? value[..Math.Min(value.Length, 512)]
        : Fingerprinted.Contains(name) && value.Length >= 22
            ? "#" + Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(value)).AsSpan(0, 4))
        : "***";
}
