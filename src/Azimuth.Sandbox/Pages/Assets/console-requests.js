// The journal: newest first, the last 300. Secrets are fingerprints already when they come.

import { get } from "./console-control.js";
import { clockTime, make } from "./console-dom.js";

const kept = 300;
const near = 20; // how far down an equal request is looked for
const rows = document.getElementById("requests");
const filter = document.getElementById("filter");
const pause = document.getElementById("pause");
const shown = new Set(); // IDs of requests that have ended and are in the list
let after = 0;

filter.addEventListener("input", () => [...rows.rows].forEach(sift));
pause.addEventListener("click", () => {
  pause.setAttribute("aria-pressed", String(pause.getAttribute("aria-pressed") !== "true"));
});

/** Asks for what came since; a request that is still open is asked for again, until it has its response. */
export async function refreshRequests() {
  if (pause.getAttribute("aria-pressed") === "true") {
    return;
  }

  const { entries } = await get(`journal?after=${after}`);
  const open = entries.find((entry) => !entry.ended);
  after = open ? open.id - 1 : (entries.at(-1)?.id ?? after);
  for (const entry of entries.slice(-kept)) {
    if (entry.kind !== "console" && !shown.has(entry.id)) { // the console does not list its own requests
      showRequest(entry);
    }
  }

  for (const id of shown) {
    if (id <= after) {
      shown.delete(id); // the journal does not send it again
    }
  }

  while (rows.rows.length > kept) {
    rows.lastElementChild.remove();
  }

  document.getElementById("requests-empty").hidden = rows.rows.length > 0;
}

// A client that polls sends the same request each second: it is one row, with a count.
function showRequest(entry) {
  const opened = rows.querySelector(`[data-id="${Number(entry.id)}"]`);
  const key = keyOf(entry);
  const same = entry.ended ? [...rows.rows].slice(0, near).find((row) => row.dataset.same === key) : null;
  const row = requestRow(entry, Number(same?.dataset.count ?? 0) + 1);
  row.dataset.same = entry.ended ? key : "";
  if (entry.ended) {
    shown.add(entry.id);
  }

  sift(row);
  const wasOpen = same?.querySelector("details")?.open;
  if (wasOpen) {
    row.querySelector("details").open = true;
  }

  same?.remove();
  if (opened && !same) {
    opened.replaceWith(row);
  } else {
    opened?.remove();
    rows.prepend(row);
  }
}

const keyOf = (entry) => JSON.stringify([
  entry.kind, entry.method, entry.path, entry.user, entry.client, entry.tenant, entry.status, entry.error, entry.userAgent, entry.fields,
]);

// The roles are what the elements are anyway; the narrow layout's display would take them away.
function requestRow(entry, count) {
  const fields = Object.entries(entry.fields ?? {}).map(([name, value]) => `${name}=${value}`);
  const more = [...fields, entry.userAgent && `User-Agent: ${entry.userAgent}`].filter(Boolean);
  return make("tr", { role: "row", "data-id": Number(entry.id), "data-count": count },
    make("td", { role: "cell", class: "figure" }, clockTime(entry.started)),
    make("td", { role: "cell" },
      make("span", { class: "kind" }, entry.kind), ` ${entry.method} ${entry.path}`,
      count > 1 ? make("span", { class: "count", title: `${count} equal requests` }, ` × ${count}`) : null,
      more.length === 0 ? null : make("details", {}, make("summary", {}, more.length === 1 ? "1 field" : `${more.length} fields`),
        make("ul", { class: "fields" }, ...more.map((line) => make("li", {}, line))))),
    make("td", { role: "cell" }, entry.user ?? entry.client ?? ""),
    make("td", { role: "cell", class: responseClass(entry) }, [entry.status, entry.error].filter(Boolean).join(" ")),
    make("td", { role: "cell", class: "figure" }, Number.isFinite(entry.milliseconds)
      ? `${entry.milliseconds.toFixed(entry.milliseconds < 10 ? 1 : 0)} ms`
      : "…"));
}

// AADSTS70016 and 70018 say that a device code is pending: no error, although their status is 400.
function responseClass(entry) {
  return entry.error === "AADSTS70016" || entry.error === "AADSTS70018" ? "" : entry.status >= 400 ? "bad" : "good";
}

function sift(row) {
  row.hidden = !row.textContent.toLowerCase().includes(filter.value.toLowerCase());
}
