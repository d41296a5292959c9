// The settings of a switch as a form. docs/sandbox/control-api.md says what each of them means.

import { make } from "./console-dom.js";

/** Of each setting its label and kind; `all`: an empty field is null, which means all or none. */
const fields = {
  tenants: { label: "Tenants", kind: "list", all: true, hint: "All tenants" },
  users: { label: "Users", kind: "list", all: true, hint: "All users" },
  name: { label: "Location", kind: "text" },
  user: { label: "User", kind: "text", all: true, hint: "First user" },
  refuse: { label: "Refuse", kind: "flag" },
  afterPolls: { label: "After polls", kind: "number" },
  milliseconds: { label: "Delay (ms)", kind: "number" },
  retryAfterSeconds: { label: "Retry after (s)", kind: "number" },
  status: { label: "HTTP status", kind: "number" },
  body: { label: "Response body", kind: "choice", values: ["html", "empty", "truncated", "abort"] },
  code: { label: "AADSTS code", kind: "number" },
  error: { label: "Error", kind: "text" },
  message: { label: "Message", kind: "text" },
  subError: { label: "Suberror", kind: "text", all: true, hint: "None" },
  claims: { label: "Claims", kind: "text", all: true, hint: "None" },
  grantTypes: { label: "Grant types", kind: "list", all: true, hint: "All grant types" },
  drop: { label: "Fields to drop", kind: "list", hint: "foci, client_info, refresh_token, id_token, scope" },
  wrong: { label: "Fields to change", kind: "list", hint: "nonce, state" },
  kinds: { label: "Request kinds", kind: "list", all: true, hint: "Default kinds" },
  count: { label: "Number of requests", kind: "number", all: true, hint: "All requests" },
};

const settingsOf = (entry) => Object.entries(entry.settings ?? {}).filter(([name]) => name !== "on");
const fieldOf = (name) => fields[name] ?? { label: name, kind: "text" };

/** One line: what is set, with its label. */
export function describeSettings(entry) {
  const set = settingsOf(entry).filter(([, value]) => ![null, false, ""].includes(value) && value.length !== 0);
  return set.length === 0 ? "Settings" : set.map(([name, value]) => `${fieldOf(name).label}: ${text(value)}`).join(" · ");
}

/** The form, or null for a switch without settings. `change` gets the settings that were edited. */
export function settingsForm(entry, change) {
  const settings = settingsOf(entry);
  return settings.length === 0 ? null : make("form", { class: "fields-form", onsubmit: (event) => event.preventDefault() },
    ...settings.map(([name]) => {
      const id = `setting-${entry.name}-${name}`;
      const control = controlOf(id, name);
      control.addEventListener("change", () => control.reportValidity() && change({ [name]: valueOf(control, fieldOf(name)) }));
      return make("div", { class: "field" }, make("label", { for: id }, fieldOf(name).label), control);
    }));
}

/** Shows what is set now, but not in a field that is being edited. */
export function showSettings(element, entry) {
  for (const [name, value] of settingsOf(entry)) {
    const control = element.querySelector(`[data-setting="${name}"]`);
    if (control === document.activeElement) {
      continue;
    }

    if (control.type === "checkbox") {
      control.checked = value;
    } else if (control.value !== text(value)) {
      control.value = text(value);
    }
  }
}

function controlOf(id, name) {
  const { kind, hint, all, values } = fieldOf(name);
  const common = { id, "data-setting": name };
  return kind === "choice" ? make("select", common, ...values.map((value) => make("option", { value }, value)))
    : kind === "flag" ? make("input", { ...common, type: "checkbox" })
    : make("input", {
      ...common, type: kind === "number" ? "number" : "text", min: kind === "number" ? 0 : null, autocomplete: "off",
      spellcheck: "false", placeholder: hint, required: kind === "number" && !all,
    });
}

function valueOf(control, { kind, all }) {
  const typed = control.value.trim();
  return kind === "flag" ? control.checked
    : typed === "" && all ? null
    : kind === "number" ? Number(typed)
    : kind === "list" ? typed.split(/[\s,]+/).filter(Boolean)
    : typed;
}

function text(value) {
  return value === null || value === undefined ? "" : [value].flat().join(", ");
}
