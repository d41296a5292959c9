using System.Globalization;

namespace Azimuth.Sandbox.Pages;

/// <summary>Pieces that several pages are made of.</summary>
internal static class Components
{
    /// <summary>A form of one sign-in. Its buttons name the step, so that “Cancel” is one of them and needs no form of its own.</summary>
    public static Markup Form(SignInView signIn, Markup content) => Markup.From($"""
        <form method="post" action="/interaction/{signIn.Id}">
        {content}
        </form>
        """);

    /// <summary>The step's button first, since Enter presses the first one, then the way out.</summary>
    public static Markup Buttons(string step, string label) => Markup.From($"""
        <div class="actions">
        <button class="primary" name="step" value="{step}">{label}</button>
        <button class="quiet" name="step" value="cancel" formnovalidate>Cancel</button>
        </div>
        """);

    /// <summary>The tenant, on top of a card.</summary>
    public static Markup Where(string? tenant) => Markup.From($"""
        <p class="where"><img src="/assets/azimuth.svg" alt="" width="28" height="28"><span>{tenant ?? "Azimuth sandbox"}</span></p>
        """);

    /// <summary>The user who signs in.</summary>
    public static Markup Identity(string userName) => Markup.From($"""
        <p class="identity">{Initial(userName)}<span>{userName}</span></p>
        """);

    /// <summary>The first letter in a disc, for the eye alone.</summary>
    public static Markup Initial(string name) =>
        Markup.From($"""<span class="initial" aria-hidden="true">{StringInfo.GetNextTextElement(name).ToUpperInvariant()}</span>""");

    /// <summary>Why the last try was refused; read out when the page appears.</summary>
    public static Markup Problem(string? problem) =>
        problem is null ? Markup.None : Markup.From($"""<p class="problem" id="problem" role="alert">{problem}</p>""");

    /// <summary>Ties a field to its problem for screen readers.</summary>
    public static Markup Described(string? problem) =>
        problem is null ? Markup.None : Markup.From($""" aria-invalid="true" aria-describedby="problem" """);

    /// <summary>A tick or a cross: the outcome at a glance, which the heading states as text.</summary>
    public static Markup Seal(bool good) => Markup.From($"""
        <svg class="seal {(good ? "good" : "bad")}" viewBox="0 0 48 48" aria-hidden="true" fill="none"
            stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round">
        <circle cx="24" cy="24" r="21"/><path d="{(good ? "M15 25l6 6 12-14" : "M17 17l14 14M31 17L17 31")}"/>
        </svg>
        """);
}
