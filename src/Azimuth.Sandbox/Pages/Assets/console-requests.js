// The journal: newest first, the last 300. Secrets are fingerprints already when they come.

import { get } from "./console-control.js";
import { make } from "./console-dom.js";

const kept = 300;
const rows = document.getElementById("requests");
const filter = document.getElementById("filter");
const pause = document.getElementById("pause");
const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
let after = 0;

filter.addEventListener("input", () => [...rows.rows].forEach(sift));
pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true"));
});

/** Asks for what came since; a request that is still open is asked for again, until it has its answer. */
export async function refreshRequests() {
  if (pause.getAttribute("aria-pressed") === "true") {
    return;
  }

  const { entries } = await get(`journal?after=${after}`);
  for (const entry of entries.slice(-kept)) {
    const row = requestRow(entry);
    sift(row);
    const before = rows.querySelector(`[data-id="${Number(entry.id)}"]`);
    if (before) {
      before.replaceWith(row);
    } else {
      rows.prepend(row);
    }
  }

  const open = entries.find((entry) => !entry.ended);
  after = open ? open.id - 1 : (entries.at(-1)?.id ?? after);
  while (rows.rows.length > kept) {
    rows.lastElementChild.remove();
  }

  document.getElementById("requests-empty").hidden = rows.rows.length > 0;
}

// The roles are what the elements are anyway; the narrow layout's display would take them away.
function requestRow(entry) {
  const fields = Object.entries(entry.fields ?? {}).map(([name, value]) => `${name}=${value}`);
  const more = [...fields, entry.userAgent && `User-Agent: ${entry.userAgent}`].filter(Boolean);
  return make("tr", { role: "row", "data-id": Number(entry.id) },
    make("td", { role: "cell", class: "figure" }, time.format(new Date(entry.started))),
    make("td", { role: "cell" },
      make("span", { class: "kind" }, entry.kind), ` ${entry.method} ${entry.path}`,
      more.length === 0 ? null : make("details", {}, make("summary", {}, more.length === 1 ? "1 field" : `${more.length} fields`),
        make("ul", { class: "fields" }, ...more.map((line) => make("li", {}, line))))),
    make("td", { role: "cell" }, entry.user ?? entry.client ?? ""),
    make("td", { role: "cell", class: entry.status >= 400 ? "bad" : "good" }, [entry.status, entry.error].filter(Boolean).join(" ")),
    make("td", { role: "cell", class: "figure" }, Number.isFinite(entry.milliseconds)
            ? `${entry.milliseconds.toFixed(entry.milliseconds < 10 ? 1 : 0)} ms`
            : "…"));
}

function sift(row) {
  row.hidden = !row.textContent.toLowerCase().includes(filter.value.toLowerCase());
}
