import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { grace, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectHeading, expectSignedIn, expectSuccess, shownNumber, staySignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";

describe("The second factor", () => {
  let browser;

  shared(async (suite) => {
    browser = await launch(suite);
  });

  // A phone of its own for each test: prompts of another one would be in the way.
  async function untilTheNumber(t) {
    const sandbox = await Sandbox.start(t);
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);
    await page.goto(login.url);
    await enterPassword(page, grace);
    return { sandbox, login, page, number: await shownNumber(page) };
  }

  async function openConsole(sandbox) {
    const phone = await newPage(browser);
    await phone.goto(sandbox.consoleLink);
    await phone.getByRole("heading", { name: "Approve a sign-in?" }).waitFor();
    return phone;
  }

  test("the shown number, typed into the console, signs in without another click", async (t) => {
    const { sandbox, login, page, number } = await untilTheNumber(t);
    const phone = await openConsole(sandbox);

    await phone.getByLabel("Number on the sign-in page").fill(String(number));
    await phone.getByRole("button", { name: "Approve" }).click();

    await staySignedIn(page);
    await expectSuccess(page);
    await expectSignedIn(login, grace.user);
    await phone.getByText("Nothing to approve").waitFor();
    assert.deepEqual([...page.problems, ...phone.problems], []);
  });

  test("another number is refused, and nobody is signed in", async (t) => {
    const { sandbox, login, page, number } = await untilTheNumber(t);
    const phone = await openConsole(sandbox);

    await phone.getByLabel("Number on the sign-in page").fill(String(number === 99 ? 10 : number + 1));
    await phone.getByRole("button", { name: "Approve" }).click();

    await phone.locator(".problem:not([hidden]), #phone-news:not(:empty)").first().waitFor();
    assert.equal(await page.getByRole("heading", { name: "Stay signed in?" }).count(), 0);
    assert.equal(login.code, null);
  });

  test("a prompt that the phone refuses says so on the page, and another one may be asked for", async (t) => {
    const { sandbox, login, page } = await untilTheNumber(t);
    const phone = await openConsole(sandbox);

    await phone.getByRole("button", { name: "Refuse" }).click();
    await expectHeading(page, "Not approved");
    await page.getByRole("button", { name: "Send another prompt" }).click();
    const again = await shownNumber(page);
    const prompt = await sandbox.prompt();
    await sandbox.post(`prompts/${prompt.id}/approve`, { number: again });

    await staySignedIn(page);
    await expectSuccess(page);
    await expectSignedIn(login, grace.user);
  });

  test("a prompt that nobody answers ends", async (t) => {
    const { sandbox, login, page } = await untilTheNumber(t);

    await sandbox.post("clock", { advanceSeconds: 90 });

    await expectHeading(page, "Not approved");
    assert.equal(login.code, null);
  });
});
