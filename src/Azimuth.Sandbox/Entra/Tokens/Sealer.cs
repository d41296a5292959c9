using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.Entra.Requests;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Tokens;

/// <summary>
/// Codes, refresh tokens and session cookies hold their own content, encrypted and authenticated with a key of the
/// state folder: nothing needs to be stored, and a restart loses no sign-in.
/// </summary>
internal sealed class Sealer(StateFolder folder)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly byte[] _key = Convert.FromHexString(
        folder.ReadOrMake(folder.SealingKey, () => Convert.ToHexString(RandomNumberGenerator.GetBytes(32))).Trim());

    /// <param name="kind">What it is; a sealed code opens as nothing else.</param>
    public string Seal<T>(string kind, T content, JsonTypeInfo<T> type)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, type);
        var box = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(
            box.AsSpan(0, NonceLength),
            plain,
            box.AsSpan(NonceLength + TagLength),
            box.AsSpan(NonceLength, TagLength),
            Encoding.ASCII.GetBytes(kind));
        return Base64Url.EncodeToString(box);
    }

    /// <summary>The content, or null when the text was not sealed here as this kind.</summary>
    public T? Open<T>(string kind, string? text, JsonTypeInfo<T> type)
        where T : class
    {
        if (text is null || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: > NonceLength + TagLength } box)
        {
            return null;
        }

        try
        {
            var plain = new byte[box.Length - NonceLength - TagLength];
            using var aes = new AesGcm(_key, TagLength);
            aes.Decrypt(
                box.AsSpan(0, NonceLength),
                box.AsSpan(NonceLength + TagLength),
                box.AsSpan(NonceLength, TagLength),
                plain,
                Encoding.ASCII.GetBytes(kind));
            return JsonSerializer.Deserialize(plain, type);
        }
        catch (Exception wrong) when (wrong is CryptographicException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>What an authorization code stands for (RFC 6749 4.1, RFC 7636).</summary>
internal sealed record SealedCode
{
    public required string Id { get; init; }

    public required Guid ClientId { get; init; }

    public required string Tenant { get; init; }

    public required string RedirectUri { get; init; }

    /// <summary>Went to a page whose script is to redeem it.</summary>
    public bool Spa { get; init; }

    public required string Scope { get; init; }

    public string? Nonce { get; init; }

    public string? Challenge { get; init; }

    /// <summary><c>S256</c> or <c>plain</c>.</summary>
    public string? ChallengeMethod { get; init; }

    public required DateTimeOffset Ends { get; init; }

    public required Session Session { get; init; }
}

/// <summary>What a refresh token stands for: a user and a client or family, neither tenant nor resource.</summary>
internal sealed record SealedRefreshToken
{
    /// <summary>Makes every token another, also within one tick.</summary>
    public required string Id { get; init; }

    public required Guid ClientId { get; init; }

    public string? Family { get; init; }

    /// <summary>A page's script holds it: good for a day and across origins only.</summary>
    public bool Spa { get; init; }

    /// <summary>What the client was at the sign-in; null in tokens from before this was kept.</summary>
    public ClientRole? Role { get; init; }

    public required string Scope { get; init; }

    public required DateTimeOffset Issued { get; init; }

    public required DateTimeOffset Ends { get; init; }

    public required Session Session { get; init; }
}

[JsonSerializable(typeof(SealedCode))]
[JsonSerializable(typeof(SealedRefreshToken))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(List<Session>))]
internal sealed partial class SealedJson : JsonSerializerContext;
