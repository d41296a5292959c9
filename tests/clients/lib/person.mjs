#!/usr/bin/env node
// Stands where a browser is started: a person who signs in and goes back to the application, without a page.
// usage: person.mjs URL, with AZIMUTH_SANDBOX_STATE naming the sandbox

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [url, isPerson] = process.argv.slice(2);
if (!isPerson) {
  // Python waits for the command that starts a browser to end, before it listens for the answer.
  spawn(process.execPath, [fileURLToPath(import.meta.url), url, "person"], { detached: true, stdio: "ignore" }).unref();
} else {
  const ready = JSON.parse(readFileSync(join(process.env.AZIMUTH_SANDBOX_STATE, "ready.json"), "utf8"));
  const key = readFileSync(ready.controlKeyFile, "utf8").trim();
  const answer = await fetch(`${ready.control}/authorize`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ url, user: "ada@contoso.onmicrosoft.com" }),
  });
  const { redirectUri, mode, fields } = await answer.json();
  const sent = new URLSearchParams(fields);
  await (mode === "form_post" ? fetch(redirectUri, { method: "POST", body: sent }) : fetch(`${redirectUri}?${sent}`));
}
