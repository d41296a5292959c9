// Policies and faults: a switch each, with its settings.

import { get, post } from "./console-control.js";
import { keep, make, say } from "./console-dom.js";
import { describeSettings, settingsForm, showSettings } from "./console-settings.js";

const policies = document.getElementById("policies");
const faults = document.getElementById("faults");
const faultsBox = document.getElementById("faults-box");
const faultsOn = document.getElementById("faults-on");
const policyNames = ["requireMfa", "block", "location", "claimsChallenge", "answerDeviceCodes"];

// POST replaces the settings of a switch as a whole: a change begins with what the change before it left.
let changes = Promise.resolve();

export async function refreshSwitches() {
  show(await get("switches"));
}

function show({ switches }) {
  const isPolicy = (entry) => policyNames.includes(entry.name);
  keep(policies, switches.filter(isPolicy), (entry) => entry.name, create, update);
  keep(faults, switches.filter((entry) => !isPolicy(entry)), (entry) => entry.name, create, update);
  const on = switches.filter((entry) => entry.on && !isPolicy(entry)).length;
  if (on > 0 && faultsOn.hidden) {
    faultsBox.open = true; // a fault that was just turned on is not folded away
  }

  faultsOn.hidden = on === 0;
  say(faultsOn, `${on} on`);
}

function create(entry) {
  const id = `switch-${entry.name}`;
  const form = settingsForm(entry, (changed) => set(entry.name, changed));
  return make("li", {},
    make("div", { class: "switch-row" },
      make("div", {},
        make("h3", { id }, make("label", { for: `${id}-toggle` }, entry.title)),
        make("p", { class: "muted", id: `${id}-about` }, entry.description)),
      make("button", {
        id: `${id}-toggle`, class: "switch", role: "switch", "aria-labelledby": id, "aria-describedby": `${id}-about`,
        onclick: (event) => set(entry.name, { on: event.currentTarget.getAttribute("aria-checked") !== "true" }),
      })),
    form && make("details", { class: "options" }, make("summary", {}, make("span", { class: "settings" })), form),
    make("p", { class: "problem", role: "alert", hidden: true }));
}

function update(element, entry) {
  element.querySelector("[role=switch]").setAttribute("aria-checked", String(entry.on));
  const settings = element.querySelector(".settings");
  if (settings) {
    say(settings, describeSettings(entry));
    showSettings(element, entry);
  }
}

function set(name, changed) {
  changes = changes.then(() => change(name, changed));
}

/** Changes some settings of a switch; what the sandbox does not accept is said below it. */
async function change(name, changed) {
  const element = document.getElementById(`switch-${name}`).closest("li");
  const problem = element.querySelector(".problem");
  try {
    const now = (await get("switches")).switches.find((entry) => entry.name === name);
    await post(`switches/${encodeURIComponent(name)}`, { ...now?.settings, ...changed });
    problem.hidden = true;
    await refreshSwitches();
  } catch (refusal) {
    problem.hidden = false;
    say(problem, refusal.message);
  }
}
