namespace Azimuth.Sandbox.Pages;

/// <summary>The console's frame; its scripts fill it from the control API.</summary>
internal static class ConsolePage
{
    public static IResult Render(ConsoleView view) => new PageResult(Layout.Wide("Console", Markup.From($"""
        <header class="head">
        <h1>Console <span class="id">{view.SandboxId}</span></h1>
        <p id="connection" class="muted" role="status">Connecting…</p>
        </header>
        <noscript><p class="problem">The console is made of script.
            Everything it does, <code>az sandbox</code> and the control API do too.</p></noscript>
        <div id="console" class="grid" data-sandbox="{view.SandboxId}" hidden>
        <section class="phone" aria-labelledby="phone-title">
        <h2 id="phone-title">Your phone</h2>
        <p class="muted" id="phone-empty">Nothing to approve. Prompts and device codes appear here.</p>
        <ul class="prompts" id="prompts" aria-live="polite"></ul>
        <p id="phone-news" role="status"></p>
        </section>
        <section class="policies" aria-labelledby="policies-title">
        <h2 id="policies-title">Policies and faults</h2>
        <ul class="switches" id="switches"></ul>
        </section>
        <div class="side">
        <section aria-labelledby="people-title">
        <h2 id="people-title">People</h2>
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
        <section class="wide" aria-labelledby="requests-title">
        <h2 id="requests-title">Requests</h2>
        <div class="tools">
        <label for="filter">Show only what contains</label>
        <input id="filter" type="search" autocomplete="off" spellcheck="false">
        <button id="pause" aria-pressed="false">Pause</button>
        </div>
        <div class="scroll" tabindex="0" role="region" aria-label="List of requests">
        <table role="table">
        <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">Time</th><th role="columnheader" scope="col">Request</th>
            <th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col">Answer</th>
            <th role="columnheader" scope="col" class="figure">Took</th>
        </tr></thead>
        <tbody role="rowgroup" id="requests"></tbody>
        </table>
        <p class="muted" id="requests-empty">No request yet.</p>
        </div>
        </section>
        <section class="wide" aria-labelledby="token-title">
        <h2 id="token-title">A token, decoded</h2>
        <p class="muted">What you paste stays in this page.</p>
        <div class="tools">
        <label for="token-for">A new one for</label>
        <select id="token-for"></select>
        <button id="token-make">Make and decode it</button>
        </div>
        <label for="token">Token</label>
        <textarea id="token" rows="3" autocomplete="off" spellcheck="false"></textarea>
        <div id="decoded" aria-live="polite"></div>
        </section>
        </div>
        """), "console.js"))
    { IsolatesWindow = true };
}
