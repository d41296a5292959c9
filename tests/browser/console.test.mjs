import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, Sandbox } from "./lib/sandbox.mjs";
import { expectSignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";
import { until } from "./lib/waiting.mjs";

describe("The console", () => {
  let sandbox;
  let browser;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite);
    browser = await launch(suite);
  });

  async function open() {
    const page = await newPage(browser);
    await page.goto(sandbox.consoleLink);
    await page.getByText(`Connected to ${sandbox.signIn}`).waitFor();
    return page;
  }

  test("takes its key out of the address, and still has it after a reload", async () => {
    const page = await open();

    const address = page.url();
    await page.reload();
    await page.getByText(`Connected to ${sandbox.signIn}`).waitFor();

    assert.equal(address, `${sandbox.pages}/console`);
    assert.equal(await page.evaluate(() => document.cookie), "");
    assert.deepEqual(page.problems, []);
  });

  test("without the key it says what to do and shows nothing", async () => {
    const page = await newPage(browser);

    await page.goto(`${sandbox.pages}/console`);
    await page.getByText("The console needs its key").waitFor();
    const withoutKey = await page.locator("#console").isVisible();
    await page.goto(`${sandbox.pages}/console#key=0000`);
    await page.reload();
    await page.getByText("The console needs its key").waitFor();

    assert.equal(withoutKey, false);
    assert.equal(await page.locator("#console").isVisible(), false);
  });

  test("a switch turns a policy on and off in the sandbox", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    const toggle = page.getByRole("switch", { name: "Require MFA" });
    const isOn = (on) => until(`the switch to be ${on}`, async () =>
      ((await own.get("switches")).switches.find((one) => one.name === "requireMfa").on === on ? true : null));

    await toggle.click();
    await isOn(true);
    await page.locator("[role=switch][aria-labelledby=switch-requireMfa][aria-checked=true]").waitFor();
    await toggle.press("Space");
    await isOn(false);
    await own.post("switches/requireMfa", { on: true });

    await page.locator("[role=switch][aria-labelledby=switch-requireMfa][aria-checked=true]").waitFor();
  });

  test("approves a device code as the chosen person", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    const login = new Home(t, own).az("login", "--use-device-code", "-o", "json");

    await page.getByRole("heading", { name: "Pending device code" }).waitFor();
    await page.getByLabel("Sign in as").selectOption(ada.user);
    await page.getByRole("button", { name: "Approve" }).click();

    await expectSignedIn(login, ada.user);
    await page.getByText("Nothing to approve").waitFor();
  });

  test("what a request sent stays text", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    const markup = "<img src=x onerror=document.title='hacked'>";

    await fetch(`${own.pages}/${encodeURIComponent(markup)}`, { headers: { "user-agent": `${markup}` } });
    await fetch(`${own.pages}/device?step=${encodeURIComponent(markup)}`);
    const row = page.getByRole("row").filter({ hasText: markup });
    await row.first().waitFor();
    await page.getByRole("searchbox").fill("onerror");

    assert.equal(await page.locator("#console img, #console script, #console a").count(), 0);
    assert.match(await page.title(), /^Console/);
    assert.deepEqual(page.problems, []);
  });

  test("moves the sandbox's clock", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);

    await page.getByRole("button", { name: "+ 1 day" }).click();

    await page.getByText("86,400 seconds ahead of this machine.").waitFor();
    assert.equal((await own.get("clock")).advancedSeconds, 86400);
  });

  test("ends every sign-in of a person", async () => {
    const page = await open();

    await page.getByRole("button", { name: `Revoke the sign-ins of ${ada.name}` }).click();

    await page.getByText(`All sign-ins of ${ada.name} were revoked.`).waitFor();
  });

  test("decodes a token without sending it anywhere", async () => {
    const page = await open();
    const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const asked = [];
    page.on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));

    await page.getByRole("textbox", { name: "Token" }).fill(`${part({ alg: "RS256" })}.${part({ upn: "ada <b>", exp: 1900000000 })}.c2ln`);

    const text = await page.locator("#decoded").textContent();
    assert.match(text, /alghow it is signedRS256.*upnada <b>expgood until1900000000 2030-03-17 17:46:40 UTC/);
    assert.ok(!asked.some((request) => request.includes("c2ln")));
    await page.getByRole("textbox", { name: "Token" }).fill("no token");
    await page.getByText("This is not a JWT").waitFor();
  });

  test("says when the sandbox is gone", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    await page.getByText(`Connected to ${own.signIn}`).waitFor();

    await own.post("stop");

    await page.getByText("The sandbox does not answer").waitFor();
  });
});
