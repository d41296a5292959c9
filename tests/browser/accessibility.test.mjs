import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, grace, ordersUrl, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, enterUserName, expectHeading, expectSignedIn, expectSuccess, shownNumber, staySignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const looks = [
  { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
  { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  { colorScheme: "light", viewport: { width: 360, height: 740 } },
];

/** What axe finds wrong (WCAG 2.2 A and AA and its good practices), in every look, and whether anything is cut off. */
async function flaws(page) {
  const found = [];
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize(viewport);
    // Evaluated by the debugger, which the page's policy does not bind.
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    found.push(...violations.map((one) => {
      const targets = one.nodes.map((node) => node.target).join(", ");
      return `${colorScheme} ${viewport.width}: ${one.id}: ${targets}: ${one.nodes[0].failureSummary}`;
    }));
    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
      found.push(`${colorScheme} ${viewport.width}: wider than the window`);
    }
  }

  return found;
}

describe("Everybody can use", () => {
  let sandbox;
  let browser;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite);
    browser = await launch(suite);
  });

  test("the steps of a sign-in", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);
    const found = {};

    await page.goto(login.url);
    found.first = await flaws(page);
    await enterPassword(page, grace, "wrong");
    await page.getByRole("alert").waitFor();
    found.refused = await flaws(page);
    await page.getByLabel("Password").fill(grace.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    const number = await shownNumber(page);
    found.number = await flaws(page);
    await sandbox.post(`prompts/${(await sandbox.prompt()).id}/approve`, { number });
    await expectHeading(page, "Stay signed in?");
    found.stay = await flaws(page);
    await page.getByRole("button", { name: "Yes" }).click();
    await expectSuccess(page);
    found.success = await flaws(page);
    const again = await new Home(t, sandbox).login();
    await page.goto(again.url);
    await expectHeading(page, "Pick an account");
    found.pick = await flaws(page);
    await page.getByRole("button", { name: "Cancel" }).click();
    await expectHeading(page, "Sign-in failed");
    found.failure = await flaws(page);

    assert.deepEqual(found, { first: [], refused: [], number: [], stay: [], success: [], pick: [], failure: [] });
  });

  test("the question what an application may do, and the answer that an administrator has to give it", async () => {
    const page = await newPage(browser);
    const found = {};

    await page.goto(ordersUrl(sandbox, "api://orders/Orders.Read openid offline_access"));
    await enterPassword(page, ada);
    await expectHeading(page, "Permissions requested");
    found.consent = await flaws(page);
    await page.goto(ordersUrl(sandbox, "api://orders/Orders.Purge openid"));
    await enterPassword(page, ada);
    await expectHeading(page, "Approval needed");
    found.approval = await flaws(page);

    assert.deepEqual(found, { consent: [], approval: [] });
  });

  test("the device page and the error page", async () => {
    const page = await newPage(browser);

    await page.goto(`${sandbox.pages}/device`);
    const device = await flaws(page);
    await page.goto(`${sandbox.pages}/organizations/oauth2/v2.0/authorize?client_id=04b07795-8ddb-461a-bbee-02f9e1bf7b46`);
    const error = await flaws(page);

    assert.deepEqual({ device, error }, { device: [], error: [] });
  });

  test("the console, with something to approve", async (t) => {
    const login = new Home(t, sandbox).az("login", "--use-device-code");
    const page = await newPage(browser);
    await page.goto(sandbox.consoleLink);
    await page.getByRole("heading", { name: "Pending device code" }).waitFor();
    await page.locator("#requests tr").first().waitFor();
    await page.getByRole("button", { name: "Create and decode" }).click();
    await page.getByText("preferred_username").or(page.getByText("unique_name")).or(page.getByText("upn")).first().waitFor();
    await page.locator("details").evaluateAll((all) => all.forEach((one) => { one.open = true; })); // faults and settings too

    assert.deepEqual(await flaws(page), []);
  });

  test("the keyboard alone to sign in", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);
    const focused = page.locator("input:focus");
    await page.goto(login.url);
    await page.locator("h1").waitFor();
    if (await page.getByRole("heading", { name: "Pick an account" }).count()) {
      await page.getByRole("button", { name: "Use another account" }).press("Enter");
    }

    await expectHeading(page, "Sign in");
    await focused.waitFor(); // what is typed before a field has the focus goes nowhere
    await page.keyboard.type(ada.user);
    await page.keyboard.press("Enter");
    await expectHeading(page, "Enter your password");
    await focused.waitFor();
    await page.keyboard.type(ada.password);
    const order = [];
    for (let step = 0; step < 2; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return `${document.activeElement.textContent}: ${style.outlineStyle} ${style.outlineWidth}`;
      }));
    }

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await expectHeading(page, "Stay signed in?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");

    assert.deepEqual(order, ["Sign in: solid 3px", "Cancel: solid 3px"]);
    await expectSuccess(page);
    await expectSignedIn(login, ada.user);
  });
});
