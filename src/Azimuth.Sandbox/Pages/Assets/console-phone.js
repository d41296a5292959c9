// The phone: sign-ins that need a number, and pending device codes. The newest is on top.

import { get, post } from "./console-control.js";
import { clockTime, keep, make, say } from "./console-dom.js";

const list = document.getElementById("prompts");
const news = document.getElementById("phone-news");
const empty = document.getElementById("phone-empty");

export async function refreshPhone() {
  const [prompts, codes] = await Promise.all([get("prompts"), get("device-codes")]);
  const waiting = [
    ...prompts.prompts.filter((prompt) => prompt.state === "pending").map((prompt) => ({ ...prompt, kind: "prompt", key: prompt.id })),
    ...codes.deviceCodes.filter((code) => code.state === "pending").map((code) => ({ ...code, kind: "code", key: code.userCode })),
  ].sort((one, other) => Date.parse(other.asked) - Date.parse(one.asked));
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
      account(prompt.user),
      facts([["Application", prompt.application], ["Time", clockTime(prompt.asked)], ["From", prompt.place]]),
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
      make("h3", {}, "Pending device code"),
      facts([["Code", code.userCode], ["Application", code.application], ["Time", clockTime(code.asked)], ["From", code.place]]),
      make("label", { for: id }, "Sign in as"),
      make("div", { class: "row" }, user,
        make("button", { class: "primary" }, "Approve"),
        make("button", { type: "button", class: "danger", onclick: refuse }, "Refuse"))));
}

let people = [];

/** The users that can be chosen for a device code. */
export function setPeople(known) {
  people = known;
}

/** A sign-in name; where it does not fit on a line, it breaks after the @. */
function account(userName) {
  const end = userName.indexOf("@") + 1;
  return make("p", { class: "account-name" }, userName.slice(0, end), make("wbr"), userName.slice(end));
}

function facts(pairs) {
  return make("dl", { class: "facts" }, ...pairs.filter(([, value]) => value)
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
}

// The result is shown below the cards: a card is gone as soon as it is answered, correctly or not.
async function act(work) {
  try {
    say(news, await work());
    news.className = "done";
  } catch (refusal) {
    say(news, refusal.message);
    news.className = "problem";
  }

  await refreshPhone().catch(() => {}); // the console's own loop reports a sandbox that is gone
}
