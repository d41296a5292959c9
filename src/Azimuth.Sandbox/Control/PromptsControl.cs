using Azimuth.Sandbox.World.SignIns;

namespace Azimuth.Sandbox.Control;

/// <summary>The phone: <c>GET prompts</c>, <c>POST prompts/{id}/approve|refuse</c>.</summary>
internal static class PromptsControl
{
    public static void MapPrompts(this IEndpointRouteBuilder control)
    {
        control.MapGet("/prompts", (MfaPrompts prompts) => TypedResults.Json(
            new PromptsAnswer([.. prompts.All.Select(Describe)]), ControlJson.Default.PromptsAnswer));

        control.MapPost(
            "/prompts/{id}/approve",
            async Task<IResult> (string id, HttpRequest request, MfaPrompts prompts, CancellationToken cancel) =>
            {
                var (body, invalid) = await ControlResults.ReadAsync(request, ControlJson.Default.ApprovePrompt, cancel);
                if (invalid is not null)
                {
                    return invalid;
                }

                if (prompts.Find(id) is not { } prompt)
                {
                    return ControlResults.NotFound("prompt");
                }

                return !prompts.TryAnswer(prompt, approve: true, body!.Number) ? NotPending(prompt)
                    : body.Number == prompt.Number ? ControlResults.Done()
                    : ControlResults.Refused(
                        StatusCodes.Status422UnprocessableEntity,
                        "wrong_number",
                        "This is not the number on the sign-in page. The sign-in was denied.");
            });

        control.MapPost("/prompts/{id}/refuse", (string id, MfaPrompts prompts) =>
            prompts.Find(id) is not { } prompt ? ControlResults.NotFound("prompt")
            : prompts.TryAnswer(prompt, approve: false) ? ControlResults.Done()
            : NotPending(prompt));
    }

    private static IResult NotPending(MfaPrompt prompt) => ControlResults.Refused(
        StatusCodes.Status409Conflict, "not_pending", $"The prompt is {prompt.State.ToString().ToLowerInvariant()} already.");

    // Without the number: who approves must have seen the sign-in page.
    private static PromptAnswer Describe(MfaPrompt prompt) => new(
        prompt.Id, prompt.State.ToString().ToLowerInvariant(), prompt.User, prompt.Application, prompt.Place, prompt.Asked, prompt.Ends);
}

internal sealed record ApprovePrompt
{
    public int Number { get; set; }
}

internal sealed record PromptsAnswer(IReadOnlyList<PromptAnswer> Prompts);

internal sealed record PromptAnswer(
    string Id, string State, string User, string Application, string Place, DateTimeOffset Asked, DateTimeOffset Ends);
