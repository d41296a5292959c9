// What Troubleshooting in docs/reference.md is about: a browser that was told to ask localhost by HTTPS only.
import assert from "node:assert/strict";
import { createHash, X509Certificate } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { connect } from "node:tls";
import { chromium } from "playwright-core";
import { words } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectSignedIn, expectSuccess, staySignedIn } from "./lib/steps.mjs";
import { deadline, until } from "./lib/waiting.mjs";

// What Chromium is told to trust: the sandbox's key, as if its CA had been installed.
function keyOf(origin) {
  return new Promise((known, failed) => {
    const socket = connect({ host: "127.0.0.1", port: new URL(origin).port, servername: "localhost", rejectUnauthorized: false }, () => {
      const certificate = new X509Certificate(socket.getPeerCertificate().raw);
      socket.destroy();
      known(createHash("sha256").update(certificate.publicKey.export({ type: "spki", format: "der" })).digest("base64"));
    }).on("error", failed);
  });
}

/**
 * The person's own browser, with the profile in which `az doctor` looks; as Chromium was, and Edge is, before it made an exception of
 * localhost.
 */
async function open(t, home, key) {
  const context = await chromium.launchPersistentContext(join(home.root, ".config", "chromium"), {
    executablePath: process.env.AZIMUTH_CHROMIUM || "/usr/bin/chromium",
    args: [...words, `--ignore-certificate-errors-spki-list=${key}`, "--disable-features=IgnoreHSTSForLocalhost"],
  });
  context.setDefaultTimeout(deadline);
  t.after(() => context.close());
  return context;
}

async function finding(home) {
  const doctor = home.az("doctor", "-o", "json");
  await doctor.ended();
  return JSON.parse(doctor.stdout).find((each) => each.check === "hsts");
}

async function signIn(page, login) {
  await page.goto(login.url);
  await enterPassword(page, ada);
  await staySignedIn(page);
}

test("HSTS for localhost breaks the redirect; az login says so, az doctor names the page, and deleting there mends it", async (t) => {
  const sandbox = await Sandbox.start(t);
  const home = new Home(t, sandbox);
  const key = await keyOf(sandbox.signIn);
  let browser = await open(t, home, key);

  // Any server on localhost may have said it once.
  await sandbox.post("switches/hsts", { on: true });
  const visit = await browser.newPage();
  await visit.goto(`${sandbox.signIn}/organizations/v2.0/.well-known/openid-configuration`);
  await sandbox.post("switches/hsts", { on: false });

  const broken = await home.login();
  const page = await browser.newPage();
  let failure = null;
  page.on("requestfailed", (request) => {
    failure = request.url().startsWith("https://localhost:") ? request.failure().errorText : failure;
  });
  await signIn(page, broken);
  assert.equal(await until("the end of the redirect", () => failure), "net::ERR_SSL_PROTOCOL_ERROR");
  await until("what az says of it", () => broken.stderr.includes("The browser requires HTTPS for localhost") || null, () => broken.story);
  assert.ok(broken.stderr.includes("edge://net-internals/#hsts"), broken.story);
  assert.equal(broken.code, null, broken.story);
  await broken.stop();
  rmSync(home.opened);

  await browser.close(); // it writes what it remembers
  const found = await finding(home);
  assert.equal(found.status, "problem");
  assert.ok(found.finding.startsWith("Chromium requires HTTPS for localhost (HSTS)"), found.finding);

  browser = await open(t, home, key);
  const settings = await browser.newPage();
  await settings.goto(found.remedy);
  await settings.locator("#domain-security-policy-view-delete-input").fill("localhost");
  await settings.locator("#domain-security-policy-view-delete-submit").click();

  const mended = await home.login();
  const again = await browser.newPage();
  await signIn(again, mended);
  await expectSuccess(again);
  await expectSignedIn(mended, ada.user);
  await browser.close();
  assert.equal((await finding(home)).status, "ok");
});
