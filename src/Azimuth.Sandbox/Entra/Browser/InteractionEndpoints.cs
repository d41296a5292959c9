using System.Text.Json.Serialization;
using Azimuth.Sandbox.Common;
using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Entra.Browser;

/// <summary>
/// <c>/interaction/{id}</c>: the pages of a sign-in and their forms. An ID is good in the browser that began only, so a
/// form on somebody else's page moves nobody's sign-in.
/// </summary>
internal static class InteractionEndpoints
{
    public static void MapInteractions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/interaction/{id}",
            (string id, HttpContext context, Interactions interactions, BrowserCookies cookies, SignInFlow flow) =>
            Find(id, context, interactions, cookies) is { } interaction
                ? Locked(interaction, () => flow.Show(context, interaction))
                : ErrorPages.Gone()).Journaled("interaction");

        routes.MapPost(
            "/interaction/{id}",
            async Task<IResult> (
                string id,
                HttpContext context,
                Interactions interactions,
                BrowserCookies cookies,
                SignInFlow flow,
                CancellationToken cancel) =>
            {
                if (!context.Request.HasFormContentType || Find(id, context, interactions, cookies) is not { } interaction)
                {
                    return ErrorPages.Gone();
                }

                var form = await context.Request.ReadFormAsync(cancel);
                return Locked(interaction, () => flow.Take(context, interaction, form));
            }).Journaled("interaction");

        routes.MapGet(
            "/interaction/{id}/mfa",
            (string id, HttpContext context, Interactions interactions, BrowserCookies cookies, MfaPrompts prompts) =>
            {
                context.Response.Headers.CacheControl = "no-store";
                var prompt = Find(id, context, interactions, cookies)?.PromptId is { } asked ? prompts.Find(asked, byItself: true) : null;
                return TypedResults.Json(
                    new MfaAnswer((prompt?.State ?? MfaState.Expired).ToString().ToLowerInvariant()), BrowserJson.Default.MfaAnswer);
            }).WithMetadata(JournalKind.None); // asked every second

        routes.MapPost(
            "/interaction/{id}/mfa/left",
            (string id, HttpContext context, Interactions interactions, BrowserCookies cookies, MfaPrompts prompts) =>
            {
                if (Find(id, context, interactions, cookies)?.PromptId is { } prompt)
                {
                    prompts.Left(prompt);
                }

                return TypedResults.NoContent();
            }).WithMetadata(JournalKind.None);
    }

    private static Interaction? Find(string id, HttpContext context, Interactions interactions, BrowserCookies cookies) =>
        interactions.Find(id) is { Ended: false } interaction && interaction.IsOf(cookies.Browser(context)) ? interaction : null;

    /// <summary>Two clicks on one button are two requests: the second finds what the first left.</summary>
    private static IResult Locked(Interaction interaction, Func<IResult> work)
    {
        lock (interaction)
        {
            return interaction.Ended ? ErrorPages.Gone() : work();
        }
    }
}

internal sealed record MfaAnswer(string State);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MfaAnswer))]
internal sealed partial class BrowserJson : JsonSerializerContext;
