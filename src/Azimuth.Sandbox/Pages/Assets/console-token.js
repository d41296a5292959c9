// Makes a token, or takes a pasted one, and decodes it in this page. It does not check the signature: it shows what is inside.

import { post } from "./console-control.js";
import { keep, make } from "./console-dom.js";

const field = document.getElementById("token");
const decoded = document.getElementById("decoded");

const person = document.getElementById("token-for");

field.addEventListener("input", () => show(field.value));
document.getElementById("token-make").addEventListener("click", async () => {
  try {
    field.value = (await post("tokens", { user: person.value })).accessToken;
    show(field.value);
  } catch (refusal) {
    decoded.replaceChildren(make("p", { class: "problem" }, refusal.message));
  }
});

/** Whom a token can be made for. */
export function offerTokens(people) {
  keep(person, people, (one) => one.userName, (one) => make("option", { value: one.userName }, one.userName));
}

function show(text) {
  const token = text.trim();
  if (token === "") {
    decoded.replaceChildren();
    return;
  }

  try {
    const [header, claims] = token.split(".").slice(0, 2).map(part);
    decoded.replaceChildren(
      make("h3", {}, "Header"), table(header),
      make("h3", {}, "Claims"), table(claims));
  } catch {
    decoded.replaceChildren(make("p", { class: "problem" }, "This is not a JWT: three parts of base64url, joined by dots, were expected."));
  }
}

function part(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (value === null || typeof value !== "object") {
    throw new TypeError("an object was expected");
  }

  return value;
}

// What people ask about most, in words; anything else speaks for itself.
const meanings = {
  aud: "whom it is for", iss: "who issued it", exp: "good until", iat: "issued",
  nbf: "good from", sub: "the person, as this audience knows them",
  oid: "the person's object ID", tid: "the tenant", scp: "what the client may do for the person",
  roles: "what was assigned", appid: "the client", azp: "the client",
  amr: "how the person signed in", ver: "of the token's form", idtyp: "person or application",
  uti: "this token's own ID", sid: "the sign-in", alg: "how it is signed",
  kid: "the key that signed it", azimuth_sandbox: "never true of a token of Entra ID",
};

function table(object) {
  return make("dl", { class: "facts claims" }, ...Object.entries(object).flatMap(([name, value]) => [
    make("dt", {}, name, Object.hasOwn(meanings, name) ? make("span", { class: "meaning" }, meanings[name]) : null),
    make("dd", {}, typeof value === "string" ? value : JSON.stringify(value), moment(name, value)),
  ]));
}

function moment(name, value) {
  return ["exp", "iat", "nbf", "auth_time"].includes(name) && Number.isFinite(value) && Math.abs(value) < 8.64e12
    ? make("span", { class: "muted" }, ` ${new Date(value * 1000).toISOString().replace("T", " ").replace(".000Z", " UTC")}`)
    : null;
}
