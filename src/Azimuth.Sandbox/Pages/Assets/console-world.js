// Users and the clock.

import { get, post } from "./console-control.js";
import { keep, make, say } from "./console-dom.js";

const people = document.getElementById("people");
const peopleNews = document.getElementById("people-news");
const clock = document.getElementById("clock");
const offset = document.getElementById("clock-offset");
const steps = [["5 minutes", 300], ["1 hour", 3600], ["1 day", 86400]];

document.getElementById("clock-steps").append(...steps.map(([label, seconds]) =>
  make("button", { onclick: async () => showClock(await post("clock", { advanceSeconds: seconds })) }, `+ ${label}`)));

export function showPeople(known) {
  keep(people, known, (person) => person.userName, (person) => make("li", {},
    make("div", {},
      make("h3", {}, person.displayName),
      make("p", { class: "address" }, person.userName),
      make("p", { class: "muted" }, person.tenants.join(", "))),
    make("button", {
      "aria-label": `Revoke the sign-ins of ${person.displayName}`,
      onclick: async () => {
        await post(`users/${encodeURIComponent(person.userName)}/revoke`);
        say(peopleNews, `All sign-ins of ${person.displayName} were revoked.`);
      },
    }, "Revoke")));
}

export async function refreshClock() {
  showClock(await get("clock"));
}

function showClock({ now, advancedSeconds }) {
  say(clock, now.replace("T", " ").replace(/(\.\d+)?(Z|\+00:00)$/, " UTC"));
  say(offset, advancedSeconds ? `${advancedSeconds.toLocaleString("en")} seconds ahead of this machine.` : "As on this machine.");
}
