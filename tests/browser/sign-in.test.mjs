import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { launch, newPage } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, enterUserName, expectHeading, expectSignedIn, expectSuccess, heading, staySignedIn } from "./lib/steps.mjs";
import { shared } from "./lib/suite.mjs";

describe("Signing in on the page", () => {
  let sandbox;
  let browser;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite);
    browser = await launch(suite);
  });

  test("the right password brings the browser back to az, which then knows the person", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);

    await page.goto(login.url);
    await enterPassword(page, ada);
    await staySignedIn(page);

    await expectSuccess(page);
    await expectSignedIn(login, ada.user);
    assert.deepEqual(page.problems, []);
  });

  test("a wrong password is refused on the page, and the right one then goes on", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);

    await page.goto(login.url);
    await enterPassword(page, ada, "not-the-password");
    await page.getByRole("alert").waitFor();
    const wrong = { heading: await heading(page).textContent(), field: await page.getByLabel("Password").inputValue() };
    await page.getByLabel("Password").fill(ada.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await staySignedIn(page);

    assert.deepEqual(wrong, { heading: "Enter your password", field: "" });
    await expectSuccess(page);
    await expectSignedIn(login, ada.user);
  });

  test("somebody who does not exist is told so, and az goes on waiting", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);

    await page.goto(login.url);
    await enterUserName(page, "nobody@contoso.onmicrosoft.com");

    await page.getByRole("alert").waitFor();
    await expectHeading(page, "Sign in");
    assert.equal(await page.getByLabel("User name").inputValue(), "nobody@contoso.onmicrosoft.com");
    assert.equal(login.code, null);
  });

  test("cancelled on the page: az is told, says so and fails", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser);

    await page.goto(login.url);
    await enterUserName(page, ada.user);
    await page.getByRole("button", { name: "Cancel" }).click();

    await expectHeading(page, "Sign-in failed");
    assert.equal(new URL(page.url()).origin, login.redirect.origin);
    assert.match(await page.locator("pre").textContent(), /^access_denied/);
    assert.equal(await login.ended(), 1, login.story);
    assert.equal(login.stdout, "");
    assert.match(login.stderr, /^ERROR: /m);
  });

  test("who stays signed in picks the account the next time, without a password", async (t) => {
    const home = new Home(t, sandbox);
    const page = await newPage(browser);
    const first = await home.login();
    await page.goto(first.url);
    await enterPassword(page, ada);
    await staySignedIn(page, "Yes");
    await expectSuccess(page); // az ends before its page is shown, and goto is refused while the browser is on its way there
    await expectSignedIn(first, ada.user);

    const second = await new Home(t, sandbox).login();
    await page.goto(second.url);
    await expectHeading(page, "Pick an account");
    await page.getByRole("button", { name: ada.user }).click();

    await expectSuccess(page);
    await expectSignedIn(second, ada.user);
  });

  test("the page works where script does not run", async (t) => {
    const login = await new Home(t, sandbox).login();
    const page = await newPage(browser, { javaScriptEnabled: false });

    await page.goto(login.url);
    await enterPassword(page, ada);
    await staySignedIn(page);
    await page.getByRole("button", { name: "Continue" }).click();

    await expectSuccess(page);
    await expectSignedIn(login, ada.user);
  });

  test("a redirect address that is not registered is refused on a page, and nothing goes there", async (t) => {
    const page = await newPage(browser);
    const asked = [];
    await page.route("https://evil.example/**", (route) => { asked.push(route.request().url()); return route.abort(); });
    const address = new URL(`${sandbox.pages}/organizations/oauth2/v2.0/authorize`);
    address.search = new URLSearchParams({
      client_id: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      response_type: "code",
      scope: "openid",
      redirect_uri: "https://evil.example/<b>",
      state: "s",
    });

    await page.goto(address.href);

    await expectHeading(page, "Sign-in failed");
    assert.match(await page.locator(".facts").textContent(), /AADSTS50011/);
    assert.equal(await page.locator("main b").count(), 0);
    assert.deepEqual(asked, []);
  });
});
