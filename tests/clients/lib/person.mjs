#!/usr/bin/env node
// Stands where a browser is started: a person who signs in and goes back to the application, without a page.
// usage: person.mjs URL, with AZIMUTH_SANDBOX_STATE naming the sandbox

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { answerOf } from "./answer.mjs";

const [url, isPerson] = process.argv.slice(2);
if (!isPerson) {
  // Python waits for the command that starts a browser to end, before it listens for the answer.
  spawn(process.execPath, [fileURLToPath(import.meta.url), url, "person"], { detached: true, stdio: "ignore" }).unref();
} else {
  const { redirectUri, mode, fields } = await answerOf(url);
  const sent = new URLSearchParams(fields);
  await (mode === "form_post" ? fetch(redirectUri, { method: "POST", body: sent }) : fetch(`${redirectUri}?${sent}`));
}
