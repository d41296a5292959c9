// The phone: sign-ins that wait for a number, and device codes that wait for a person.

import { get, post } from "./console-control.js";
import { address, keep, make, say } from "./console-dom.js";

const list = document.getElementById("prompts");
const news = document.getElementById("phone-news");
const empty = document.getElementById("phone-empty");

export async function refreshPhone() {
  const [prompts, codes] = await Promise.all([get("prompts"), get("device-codes")]);
  const waiting = [
    ...prompts.prompts.filter((prompt) => prompt.state === "pending").map((prompt) => ({ ...prompt, kind: "prompt", key: prompt.id })),
    ...codes.deviceCodes.filter((code) => code.state === "pending").map((code) => ({ ...code, kind: "code", key: code.userCode })),
  ];
  keep(list, waiting, (item) => `${item.kind}:${item.key}`, (item) => (item.kind === "prompt" ? promptCard(item) : codeCard(item)));
  empty.hidden = waiting.length > 0;
}

function promptCard(prompt) {
  const id = `number-${prompt.id}`;
  const number = make("input", {
    id, inputmode: "numeric", pattern: "[0-9]*", maxlength: 3, autocomplete: "off", required: true,
  });
  const approve = () => act(async () => {
    await post(`prompts/${encodeURIComponent(prompt.id)}/approve`, { number: Number(number.value) });
    return `Approved for ${prompt.user}.`;
  });
  const refuse = () => act(async () => {
    await post(`prompts/${encodeURIComponent(prompt.id)}/refuse`);
    return `Refused for ${prompt.user}.`;
  });
  return make("li", { class: "prompt" },
    make("form", { onsubmit: (event) => { event.preventDefault(); approve(); } },
      make("h3", {}, "Approve a sign-in?"),
      facts([["Person", address(prompt.user)], ["Application", prompt.application], ["From", prompt.place]]),
      make("label", { for: id }, "Number on the sign-in page"),
      make("div", { class: "row" }, number,
        make("button", { class: "primary" }, "Approve"),
        make("button", { type: "button", class: "danger", onclick: refuse }, "Refuse"))));
}

function codeCard(code) {
  const id = `user-${code.userCode}`;
  const user = make("select", { id }, ...people.map((person) => make("option", { value: person.userName }, person.userName)));
  const approve = () => act(async () => {
    await post(`device-codes/${encodeURIComponent(code.userCode)}/approve`, { user: user.value, password: null });
    return `Approved ${code.userCode} as ${user.value}.`;
  });
  const refuse = () => act(async () => {
    await post(`device-codes/${encodeURIComponent(code.userCode)}/refuse`);
    return `Refused ${code.userCode}.`;
  });
  return make("li", { class: "prompt" },
    make("form", { onsubmit: (event) => { event.preventDefault(); approve(); } },
      make("h3", {}, "A device code waits"),
      facts([["Code", code.userCode], ["Application", code.application], ["From", code.place]]),
      make("label", { for: id }, "Sign in as"),
      make("div", { class: "row" }, user,
        make("button", { class: "primary" }, "Approve"),
        make("button", { type: "button", class: "danger", onclick: refuse }, "Refuse"))));
}

let people = [];

/** Who can be chosen for a device code. */
export function setPeople(known) {
  people = known;
}

function facts(pairs) {
  return make("dl", { class: "facts" }, ...pairs.filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

// What became of it stands below the cards: the card itself is gone as soon as it is answered, rightly or wrongly.
async function act(work) {
  try {
    say(news, await work());
    news.className = "done";
  } catch (refusal) {
    say(news, refusal.message);
    news.className = "problem";
  }

  await refreshPhone().catch(() => {}); // the console's own round says when the sandbox is gone
}
