import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { here } from "./azure.mjs";

const msal = join(here, "node_modules/@azure/msal-browser/lib");
const files = {
  "/msal.js": () => readFileSync(join(msal, "msal-browser.min.js")),
  "/bridge.js": () => readFileSync(join(msal, "redirect-bridge/msal-redirect-bridge.min.js")),
  "/page.html": () => "<!DOCTYPE html><title>Orders</title><script src=/msal.js></script>",
  // What MSAL.js 5 wants at a redirect address: it hands the answer to the page that waits for it.
  "/bridge.html": () => "<!DOCTYPE html><title>Back</title><script src=/bridge.js></script>"
    + "<script>msalRedirectBridge.broadcastResponseToMainFrame()</script>",
};

/** A server of pages on http://localhost, for scripts that sign in. */
export async function servePages(test) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const type = pathname.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(files[pathname] ? 200 : 404, { "content-type": type }).end(files[pathname]?.() ?? "");
  });
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  test.after(() => server.close());
  return `http://localhost:${server.address().port}`;
}

/** A Chromium that trusts the sandbox's certificate and no other. */
export async function launch(test, sandbox) {
  const browser = await chromium.launch({
    executablePath: process.env.AZIMUTH_CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      `--ignore-certificate-errors-spki-list=${sandbox.certificatePin}`,
    ],
  });
  test.after(() => browser.close());
  return browser;
}

/** Ada signs in on the sandbox's pages, in a window of her own or in this one. */
export async function signIn(page, person) {
  const user = page.getByLabel("User name");
  const another = page.getByRole("button", { name: "Use another account" });
  await user.or(another).first().waitFor();
  if (await another.isVisible()) {
    await another.click();
  }

  await user.fill(person.user);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "No", exact: true }).click();
}

/** A page in which `app` is an MSAL.js that has taken the answer of a redirect, if one came. */
export async function openPage(page, address, authority, clientId) {
  if (address) {
    await page.goto(address);
  }

  return page.evaluate(async ([authority, clientId]) => {
    window.app = new msal.PublicClientApplication({
      auth: { clientId, authority, knownAuthorities: [new URL(authority).host], redirectUri: `${location.origin}/bridge.html` },
      cache: { cacheLocation: "sessionStorage" },
    });
    await app.initialize();
    const answer = await app.handleRedirectPromise();
    return answer && { user: answer.account.username, scopes: answer.scopes };
  }, [authority, clientId]);
}
