import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectHeading, expectSignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";
import { until } from "./lib/waiting.mjs";

describe("The device page", () => {
  let sandbox;
  let browser;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite);
    browser = await launch(suite);
  });

  async function shownCode(t) {
    const login = new Home(t, sandbox).az("login", "--use-device-code", "-o", "json");
    const told = () => login.stderr.match(/open the page (\S+) (?:and|to).* enter the code (\S+) to authenticate/);
    const [, page, code] = await until("the device code", () => told() ?? (login.code === null ? null : []), () => login.story);
    assert.ok(code, login.story);
    return { login, address: page, code };
  }

  async function confirm(page, code) {
    await page.goto(`${sandbox.pages}/device`);
    await page.getByLabel("Code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Next" }).click();
    await enterPassword(page, ada);
    await expectHeading(page, "Did you start this?");
  }

  test("a code, typed in small letters, signs the terminal in after it was confirmed", async (t) => {
    const { login, code } = await shownCode(t);
    const page = await newPage(browser);

    await confirm(page, code);
    const facts = await page.locator(".facts").textContent();
    await page.getByRole("button", { name: "Yes, continue" }).click();

    await expectHeading(page, "You are signed in");
    assert.match(facts, new RegExp(`Microsoft Azure CLI[^]*${ada.user.replaceAll(".", "\\.")}[^]*127\\.0\\.0\\.1|::1`));
    await expectSignedIn(login, ada.user);
    assert.deepEqual(page.problems, []);
  });

  test("a code that was not confirmed signs nobody in", async (t) => {
    const { login, code } = await shownCode(t);
    const page = await newPage(browser);

    await confirm(page, code);
    await page.getByRole("button", { name: "Cancel" }).click();

    await expectHeading(page, "Sign-in cancelled");
    assert.equal(await login.ended(), 1, login.story);
  });

  test("a code that nobody asked for is refused, and stays to be mended", async () => {
    const page = await newPage(browser);

    await page.goto(`${sandbox.pages}/device`);
    await page.getByLabel("Code").fill("BBBBBBBBB");
    await page.getByRole("button", { name: "Next" }).click();

    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByLabel("Code").inputValue(), "BBBBBBBBB");
  });
});
