// Makes a token, or takes a pasted one, and decodes it in this page, which also checks whether the sandbox signed it.

import { get, post } from "./console-control.js";
import { keep, make, say } from "./console-dom.js";

const field = document.getElementById("token");
const decoded = document.getElementById("decoded");
const user = document.getElementById("token-for");

field.addEventListener("input", () => show(field.value));
document.getElementById("token-make").addEventListener("click", async () => {
  try {
    field.value = (await post("tokens", { user: user.value })).accessToken;
    show(field.value);
  } catch (refusal) {
    decoded.replaceChildren(make("p", { class: "problem" }, refusal.message));
  }
});

/** The users that a token can be made for. */
export function offerTokens(people) {
  keep(user, people, (one) => one.userName, (one) => make("option", { value: one.userName }, one.userName));
}

function show(text) {
  const token = text.trim();
  if (token === "") {
    decoded.replaceChildren();
    return;
  }

  try {
    const [header, claims] = token.split(".").slice(0, 2).map((part) => objectIn(bytesOf(part)));
    const verdict = make("p", { id: "signature", role: "status" }, "Checking the signature…");
    decoded.replaceChildren(verdict, make("h3", {}, "Header"), table(header), make("h3", {}, "Claims"), table(claims));
    signatureOf(token, header).catch(() => [false, "The signature could not be checked."]).then(([good, sentence]) => {
      verdict.className = good ? "done" : "problem";
      say(verdict, sentence);
    });
  } catch {
    decoded.replaceChildren(make("p", { class: "problem" }, "This is not a JWT: three base64url parts, separated by dots, are expected."));
  }
}

/** Whether the sandbox's key signed the token (RFC 7515, section 5.2), and a sentence that says so. */
async function signatureOf(token, header) {
  const [signed, claims, signature] = token.split(".");
  if (String(header.alg).toLowerCase() === "none") {
    return [false, "Not signed: alg is none. An API must reject this token."];
  }

  const { keys } = await get("keys");
  for (const jwk of header.alg === "RS256" ? keys : []) {
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, false, ["verify"]);
    if (await crypto.subtle.verify(key.algorithm, key, bytesOf(signature ?? ""), new TextEncoder().encode(`${signed}.${claims}`))) {
      return [true, "Signature: valid. This sandbox signed this token."];
    }
  }

  return [false, keys.some((jwk) => jwk.kid === header.kid)
    ? "Signature: invalid. The token names this sandbox's key, but was changed or signed by another key."
    : "Signature: not this sandbox's. Another key signed this token."];
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}

function objectIn(bytes) {
  const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (value === null || typeof value !== "object") {
    throw new TypeError("an object was expected");
  }

  return value;
}

// The names that are looked up most often; others explain themselves.
const meanings = {
  aud: "audience: the API that accepts it", iss: "issuer", exp: "expires", iat: "issued at",
  nbf: "not valid before", sub: "subject: the user's ID for this audience",
  oid: "the user's object ID", tid: "tenant ID", scp: "delegated permissions",
  roles: "assigned roles", appid: "client ID", azp: "client ID",
  amr: "authentication methods", ver: "token version", idtyp: "user or application",
  uti: "token ID", sid: "session ID", alg: "signature algorithm",
  kid: "key ID", azimuth_sandbox: "marks sandbox tokens; Entra ID never sets it",
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
