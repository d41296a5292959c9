namespace Azimuth.Sandbox.Pages;

/// <summary>The console's frame; its scripts fill it from the control API. What is needed most is on the first screen.</summary>
internal static class ConsolePage
{
    public static IResult Render(ConsoleView view) => new PageResult(Layout.Wide("Console", Markup.From($"""
        <header class="head">
        <h1>Console <span class="id">{view.SandboxId}</span></h1>
        <p id="connection" class="muted" role="status">Connecting…</p>
        </header>
        <noscript><p class="problem">The console needs JavaScript.
            <code>az sandbox</code> and the control API offer the same functions.</p></noscript>
        <div id="console" class="grid" data-sandbox="{view.SandboxId}" hidden>
        {Phone}
        {Requests}
        {Switches}
        {Directory}
        {Decoder}
        </div>
        """), "console.js"))
    { IsolatesWindow = true };

    private static Markup Phone => Markup.From($"""
        <section class="phone" aria-labelledby="phone-title">
        <h2 id="phone-title">Your phone</h2>
        <p class="muted" id="phone-empty">Nothing to approve. MFA prompts and device codes appear here.</p>
        <ul class="prompts" id="prompts" aria-live="polite"></ul>
        <p id="phone-news" role="status"></p>
        </section>
        """);

    private static Markup Requests => Markup.From($"""
        <section class="requests" aria-labelledby="requests-title">
        <div class="tools">
        <h2 id="requests-title">Requests</h2>
        <label for="filter">Filter</label>
        <input id="filter" type="search" autocomplete="off" spellcheck="false">
        <button id="pause" aria-pressed="false">Pause</button>
        </div>
        <div class="scroll" tabindex="0" role="region" aria-label="List of requests">
        <table role="table">
        <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">Time</th><th role="columnheader" scope="col">Request</th>
            <th role="columnheader" scope="col">Account</th><th role="columnheader" scope="col">Response</th>
            <th role="columnheader" scope="col" class="figure">Duration</th>
        </tr></thead>
        <tbody role="rowgroup" id="requests"></tbody>
        </table>
        <p class="muted" id="requests-empty">No requests yet.</p>
        </div>
        </section>
        """);

    private static Markup Switches => Markup.From($"""
        <section class="policies" aria-labelledby="policies-title">
        <h2 id="policies-title">Policies</h2>
        <ul class="switches" id="policies"></ul>
        <details class="faults" id="faults-box">
        <summary><h2>Faults</h2> <span class="chip" id="faults-on" hidden></span></summary>
        <ul class="switches" id="faults"></ul>
        </details>
        </section>
        """);

    private static Markup Directory => Markup.From($"""
        <div class="side">
        <section aria-labelledby="people-title">
        <h2 id="people-title">Users</h2>
        <ul class="people" id="people"></ul>
        <p id="people-news" role="status"></p>
        </section>
        <section aria-labelledby="clock-title">
        <h2 id="clock-title">Clock</h2>
        <p class="time" id="clock">–</p>
        <p class="muted" id="clock-offset"></p>
        <div class="actions" id="clock-steps"></div>
        </section>
        </div>
        """);

    private static Markup Decoder => Markup.From($"""
        <section class="decoder" aria-labelledby="token-title">
        <h2 id="token-title">Token decoder</h2>
        <p class="muted">A token that you paste stays in this page.</p>
        <div class="tools">
        <label for="token-for">New token for</label>
        <select id="token-for"></select>
        <button id="token-make">Create and decode</button>
        </div>
        <label for="token">Token</label>
        <textarea id="token" rows="3" autocomplete="off" spellcheck="false"></textarea>
        <div id="decoded" aria-live="polite"></div>
        </section>
        """);
}
