import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, grace, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectHeading, expectSignedIn, shownNumber } from "./lib/steps.mjs";
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

  test("the first screen holds the phone and the requests, and a prompt says when and for which application it came", async (t) => {
    const own = await Sandbox.start(t);
    const login = await new Home(t, own).login();
    const signIn = await newPage(browser);
    await signIn.goto(login.url);
    await enterPassword(signIn, grace);
    await shownNumber(signIn);
    for (const viewport of [{ width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
      const page = await newPage(browser, { viewport });
      await page.goto(own.consoleLink);
      const card = page.locator(".prompt").first();
      await card.waitFor();
      await page.locator("#requests tr").nth(2).waitFor();

      const lowest = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().bottom);
      assert.ok(await lowest(".prompt") < viewport.height);
      assert.ok(await lowest("#requests tr:nth-child(3)") < viewport.height);
      assert.match(await card.textContent(), /ApplicationMicrosoft Azure CLITime\d\d:\d\d:\d\d/);
      assert.equal(await page.locator("#faults").isVisible(), false);
    }

    const narrow = await newPage(browser, { viewport: { width: 320, height: 700 } });
    await narrow.goto(own.consoleLink);
    await narrow.locator(".prompt").first().waitFor();
    assert.equal(await narrow.evaluate(() => document.documentElement.scrollWidth), 320);
  });

  test("the newest sign-in is on top, and one whose page is closed disappears", async (t) => {
    const own = await Sandbox.start(t);
    const begin = async () => {
      const page = await newPage(browser);
      await page.goto((await new Home(t, own).login()).url);
      await enterPassword(page, grace);
      await shownNumber(page);
      return page;
    };
    await begin();
    const older = (await own.get("prompts")).prompts[0].id;
    const closed = await begin();
    const newer = (await own.get("prompts")).prompts.find((prompt) => prompt.id !== older).id;
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    await page.locator(".prompt").nth(1).waitFor();
    const order = await page.locator(".prompt").evaluateAll((cards) => cards.map((card) => card.dataset.key));

    await closed.close();

    assert.deepEqual(order, [`prompt:${newer}`, `prompt:${older}`]);
    await page.locator(`[data-key="prompt:${newer}"]`).waitFor({ state: "detached", timeout: 8_000 }); // a silent page has 15 s
    assert.equal(await page.locator(`[data-key="prompt:${older}"]`).count(), 1);
  });

  test("a page that is loaded again keeps its prompt", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto((await new Home(t, own).login()).url);
    await enterPassword(page, grace);
    const number = await shownNumber(page);
    const prompt = await own.prompt();

    await page.reload();
    assert.equal(await shownNumber(page), number);
    await own.post(`prompts/${prompt.id}/approve`, { number });

    await expectHeading(page, "Stay signed in?");
  });

  test("equal requests are one row with their number, and the console's own are not listed", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    await page.getByText(`Connected to ${own.signIn}`).waitFor();

    for (let i = 0; i < 42; i += 1) {
      await fetch(`${own.pages}/device`, { headers: { "user-agent": "poll" } });
    }

    await fetch(`${own.pages}/device`, { headers: { "user-agent": "another" } });
    await page.locator("#requests tr", { hasText: "× 42" }).waitFor();
    await page.locator("#requests tr", { hasText: "User-Agent: another" }).waitFor();
    assert.equal(await page.locator("#requests tr").count(), 2);
  });

  test("switches have names, their labels toggle them, and their settings can be edited", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    const setting = (name, wanted) => until(`${name} to be set`, async () =>
      (wanted((await own.get("switches")).switches.find((one) => one.name === name)) ? true : null));

    await page.getByText("Block access", { exact: true }).click();
    await setting("block", (one) => one.on);
    await page.getByText("Faults", { exact: true }).click();
    const delay = page.locator("[data-key=delay]");
    await delay.locator("summary").click();
    await delay.getByLabel("Delay (ms)").fill("25");
    await delay.getByLabel("Request kinds").fill("token, keys");
    await delay.getByLabel("Request kinds").press("Enter");
    await setting("delay", (one) => one.settings.milliseconds === 25 && one.settings.kinds?.join() === "token,keys" && !one.on);
    const drop = page.locator("[data-key=distort]");
    await drop.locator("summary").click();
    await drop.getByLabel("Fields to drop").fill("nothing");
    await drop.getByLabel("Fields to drop").press("Enter");

    await drop.getByText("'nothing' is none of").waitFor();
    const names = await page.locator(".switches h3").allTextContents();
    assert.ok(names.length >= 13);
    assert.ok(names.includes("HSTS header") && names.includes("Issuer sts.windows.net"));
  });

  test("every setting of every switch has a label", async (t) => {
    const own = await Sandbox.start(t);
    const page = await newPage(browser);
    await page.goto(own.consoleLink);
    await page.locator("#faults [role=switch]").first().waitFor({ state: "attached" });

    const bare = await page.locator(".field label").evaluateAll((labels) =>
      labels.filter((label) => label.htmlFor.endsWith(`-${label.textContent}`)).map((label) => label.htmlFor));

    assert.deepEqual(bare, []);
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
    assert.match(text, /algsignature algorithmRS256.*upnada <b>expexpires1900000000 2030-03-17 17:46:40 UTC/);
    await page.getByText("Another key signed this token").waitFor();
    assert.ok(!asked.some((request) => request.includes("c2ln")));
    await page.getByRole("button", { name: "Create and decode" }).click();
    await page.getByText("This sandbox signed this token").waitFor();
    const token = await page.getByRole("textbox", { name: "Token" }).inputValue();
    const [header, , signature] = token.split(".");
    await page.getByRole("textbox", { name: "Token" }).fill(`${header}.${part({ upn: "eve" })}.${signature}`);
    await page.getByText("was changed or signed by another key").waitFor();
    await page.getByRole("textbox", { name: "Token" }).fill(`${part({ alg: "none" })}.${part({ upn: "eve" })}.`);
    await page.getByText("alg is none").waitFor();
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
