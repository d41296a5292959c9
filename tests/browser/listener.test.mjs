import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, newPage, statusOf } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, enterUserName, expectHeading, expectSignedIn, expectSuccess, staySignedIn } from "./lib/steps.mjs";
import { evilTest, strangersPage } from "./lib/stranger.mjs";

test("an answer whose state was changed is refused, and the real one is still taken", async (t) => {
  const sandbox = await Sandbox.start(t);
  const login = await new Home(t, sandbox).login();
  const page = await newPage(await launch(t));
  let real;
  await page.route(`${login.redirect.origin}/**`, (route) => {
    real = route.request().postData();
    const changed = new URLSearchParams(real);
    changed.set("state", changed.get("state").replace(/.$/, (last) => (last === "a" ? "b" : "a")));
    return route.continue({ postData: changed.toString() });
  }, { times: 1 });

  await page.goto(login.url);
  await enterPassword(page, ada);
  await staySignedIn(page);
  await page.waitForURL(`${login.redirect.origin}/**`);
  const afterTheChangedOne = { code: login.code, signedIn: await page.getByText("You are signed in").count() };
  await fetch(login.redirect, { method: "POST", body: new URLSearchParams(real) });

  assert.deepEqual(afterTheChangedOne, { code: null, signedIn: 0 });
  await expectSignedIn(login, ada.user);
});

test("two tabs of one sign-in do not get in each other's way, and the first to finish counts", async (t) => {
  const sandbox = await Sandbox.start(t);
  const login = await new Home(t, sandbox).login();
  const first = await newPage(await launch(t));
  const second = await first.context().newPage();

  await first.goto(login.url);
  await second.goto(login.url);
  await enterUserName(second, "grace@contoso.onmicrosoft.com");
  await enterPassword(first, ada);
  await staySignedIn(first);

  await expectSuccess(first);
  await expectSignedIn(login, ada.user);
  await expectHeading(second, "Enter your password");
});

test("requests of other pages before the answer are answered and change nothing", async (t) => {
  const sandbox = await Sandbox.start(t);
  const login = await new Home(t, sandbox).login();
  const browser = await launch(t, evilTest);
  const elsewhere = await strangersPage(t, `
    <form method="post" action="${login.redirect.origin}/">
    <input name="code" value="stolen"><input name="state" value="guessed"><button>Go</button></form>
    <form method="post" action="${login.redirect.origin}/">
    <input name="error" value="access_denied"><button>Stop</button></form>`);

  const stray = await fetch(`${login.redirect.origin}/favicon.ico`);
  const bare = await fetch(`${login.redirect.origin}/`);
  const answers = [];
  for (const name of ["Go", "Stop"]) {
    const page = await newPage(browser); // its own each: goto is refused while a page is on its way elsewhere
    await page.goto(elsewhere);
    const [answer] = await Promise.all([page.waitForResponse(`${login.redirect.origin}/`), page.getByRole("button", { name }).click()]);
    answers.push(answer.status());
  }

  const statuses = [stray.status, bare.status, ...answers];
  assert.ok(statuses.every((status) => status >= 400 && status < 500), `${statuses}`);
  assert.equal(login.code, null, login.story);
  const page = await newPage(browser);
  await page.goto(login.url);
  await enterPassword(page, ada);
  await staySignedIn(page);
  await expectSuccess(page);
  await expectSignedIn(login, ada.user);
});

for (const [family, address] of [["IPv4", "127.0.0.1"], ["IPv6", "[::1]"]]) {
  test(`a browser that knows localhost by ${family} alone reaches az`, async (t) => {
    const sandbox = await Sandbox.start(t);
    const login = await new Home(t, sandbox).login();
    const page = await newPage(await launch(t, `--host-resolver-rules=MAP localhost ${address}`));
    let server;
    page.on("response", async (response) => {
      if (response.url().startsWith(login.redirect.origin)) {
        server = response.serverAddr();
      }
    });

    await page.goto(login.url);
    await enterPassword(page, ada);
    await staySignedIn(page);

    await expectSuccess(page);
    await expectSignedIn(login, ada.user);
    assert.equal((await server).ipAddress, address);
  });
}

test("a page elsewhere cannot reach az by a name of its own", async (t) => {
  const sandbox = await Sandbox.start(t);
  const login = await new Home(t, sandbox).login();
  const page = await newPage(await launch(t, evilTest));

  const status = await statusOf(page, `http://evil.test:${login.redirect.port}/?code=stolen&state=${encodeURIComponent(login.state)}`);

  assert.equal(status, 421);
  assert.equal(login.code, null, login.story);
});
