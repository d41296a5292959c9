import assert from "node:assert/strict";
import { createServer } from "node:http";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { ada, ordersUrl, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, enterUserName, expectHeading, staySignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";

const olga = { user: "olga@contoso.onmicrosoft.com", password: "for-this-sandbox-only" };

// A name that would be a script, were it not shown as text.
const name = "Orders <img src=x onerror=alert(1)>";
const scenario = {
  version: 1,
  tenants: [{ id: "11111111-1111-1111-1111-000000000001", name: "Contoso", domains: ["contoso.onmicrosoft.com"] }],
  users: [
    { userName: ada.user, id: "22222222-2222-2222-2222-000000000001", password: ada.password },
    { userName: olga.user, id: "22222222-2222-2222-2222-000000000003", password: olga.password, admin: true },
  ],
  applications: [
    {
      clientId: "33333333-3333-3333-3333-000000000001",
      name,
      identifierUris: ["api://orders"],
      scopes: ["Orders.Read", "Orders.Purge"],
      adminScopes: ["Orders.Purge"],
    },
    { clientId: "33333333-3333-3333-3333-000000000002", name, requireConsent: true, redirects: { spa: ["http://localhost:5173/"] } },
  ],
};

describe("Consent", () => {
  let sandbox;
  let browser;
  let orders;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite, scenario);
    browser = await launch(suite);
    const server = createServer((_, response) => response.end("<!DOCTYPE html><title>Orders</title><h1>Orders</h1>"));
    await new Promise((listening) => server.listen(0, "localhost", listening));
    suite.after(() => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }));
    orders = `http://localhost:${server.address().port}/`;
  });

  const url = (scope) => ordersUrl(sandbox, scope).replace(encodeURIComponent("http://localhost:5173/"), encodeURIComponent(orders));

  test("is asked once, and what was declined is told to the application", async () => {
    const page = await newPage(browser);

    await page.goto(url("api://orders/Orders.Read openid"));
    await enterPassword(page, ada);
    await expectHeading(page, "Permissions requested");
    assert.match(await page.locator(".permissions").textContent(), /Orders\.Read/);
    assert.equal(await page.locator("img[src=x]").count(), 0, "the name became markup");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expectHeading(page, "Orders");
    assert.equal(new URL(page.url()).searchParams.get("error"), "access_denied");

    await page.goto(url("api://orders/Orders.Read openid"));
    await enterPassword(page, ada);
    await page.getByRole("button", { name: "Accept" }).click();
    await staySignedIn(page);
    await expectHeading(page, "Orders");
    assert.ok(new URL(page.url()).searchParams.get("code"));

    await page.goto(url("api://orders/Orders.Read openid"));
    await enterPassword(page, ada);
    await expectHeading(page, "Stay signed in?");
    assert.deepEqual(page.problems, []);
  });

  test("of an administrator, on the same page, opens the door for everybody", async () => {
    const page = await newPage(browser);

    await page.goto(url("api://orders/Orders.Purge openid"));
    await enterPassword(page, ada);
    await expectHeading(page, "Approval needed");
    await page.getByRole("button", { name: "Use an administrator account" }).click();
    await enterUserName(page, olga.user);
    await page.getByLabel("Password").fill(olga.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expectHeading(page, "Permissions requested");
    await page.getByLabel("Consent on behalf of all users of Contoso").check();
    await page.getByRole("button", { name: "Accept" }).click();
    await expectHeading(page, "Stay signed in?");

    const adas = await newPage(browser);
    await adas.goto(url("api://orders/Orders.Purge openid"));
    await enterPassword(adas, ada);
    await expectHeading(adas, "Stay signed in?");
    assert.deepEqual([...page.problems, ...adas.problems], []);
  });
});
