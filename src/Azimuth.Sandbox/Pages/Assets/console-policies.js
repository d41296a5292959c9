// What can be made to happen, a switch each. Settings beyond on and off are the control API's.

import { get, post } from "./console-control.js";
import { keep, make, say } from "./console-dom.js";

const list = document.getElementById("switches");

export async function refreshSwitches() {
  show(await get("switches"));
}

function show({ switches }) {
  keep(list, switches, (entry) => entry.name, create, update);
}

function create(entry) {
  const id = `switch-${entry.name}`;
  return make("li", {},
    make("div", {},
      make("h3", { id }, title(entry.name)),
      make("p", { class: "muted", id: `${id}-about` }, entry.description),
      make("p", { class: "settings" })),
    make("button", {
                class: "switch", role: "switch", "aria-labelledby": id, "aria-describedby": `${id}-about`, onclick: toggle(entry.name),
            }));
}

function update(element, entry) {
  const button = element.querySelector("button");
  button.setAttribute("aria-checked", String(entry.on));
  const settings = Object.entries(entry.settings ?? {})
        .filter(([name, value]) => name !== "on" && [value].flat().some((one) => one !== null));
  say(element.querySelector(".settings"), settings.map(([name, value]) => `${name}: ${[value].flat().join(", ")}`).join(" · "));
}

function toggle(name) {
  return async (event) => {
    const on = event.currentTarget.getAttribute("aria-checked") !== "true";
    const now = (await get("switches")).switches.find((entry) => entry.name === name);
    await post(`switches/${encodeURIComponent(name)}`, { ...now?.settings, on });
    await refreshSwitches();
  };
}

function title(name) {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words[0].toUpperCase() + words.slice(1).replace(/\bmfa\b/g, "MFA");
}
