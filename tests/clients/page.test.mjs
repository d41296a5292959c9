import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deadline } from "../browser/lib/waiting.mjs";
import { ada } from "../browser/lib/sandbox.mjs";
import { shared } from "../browser/lib/suite.mjs";
import { Azure } from "./lib/azure.mjs";
import { contoso, orders, scenario } from "./lib/judges.mjs";
import { launch, openPage, servePages, signIn } from "./lib/page.mjs";

describe("MSAL.js in Chromium", { concurrency: false }, () => {
  let azure;
  let browser;
  let site;

  shared(async (suite) => {
    azure = await Azure.start(suite);
    await azure.sandbox.post("scenario", scenario());
    browser = await launch(suite, azure.sandbox);
    site = await servePages(suite);
  });

  async function newPage() {
    const context = await browser.newContext();
    context.setDefaultTimeout(deadline);
    return context.newPage();
  }

  const authority = () => `${azure.sandbox.signIn}/${contoso}`;
  const arm = ["https://management.azure.com/user_impersonation"];
  const open = (page, address = `${site}/page.html`) => openPage(page, address, authority(), orders);

  test("signs in by redirect, renews silently, and the page calls ARM and Graph", async () => {
    const page = await newPage();
    await open(page);
    await page.evaluate((scopes) => { app.loginRedirect({ scopes }); }, arm);
    await signIn(page, ada);
    await page.waitForURL(`${site}/page.html*`);

    const answer = await open(page, null);
    const told = await page.evaluate(async ([scopes, host]) => {
      const account = app.getAllAccounts()[0];
      const cached = await app.acquireTokenSilent({ scopes, account });
      const renewed = await app.acquireTokenSilent({ scopes, account, forceRefresh: true });
      const graph = await app.acquireTokenSilent({ scopes: ["https://graph.microsoft.com/User.Read"], account });
      const ask = async (path, { accessToken }) => {
        const answer = await fetch(host + path, { headers: { authorization: `Bearer ${accessToken}` } });
        return answer.json();
      };
      const tenants = await ask("/tenants?api-version=2022-12-01", renewed);
      const me = await ask("/graph/v1.0/me", graph);
      const refused = await ask("/subscriptions?api-version=2022-12-01", graph);
      return [cached.fromCache, renewed.fromCache, tenants.value.length > 0, me.userPrincipalName, refused.error.code];
    }, [arm, azure.sandbox.arm]);

    assert.equal(answer.user, ada.user);
    assert.deepEqual(told, [true, false, true, ada.user, "InvalidAuthenticationTokenAudience"]);
    await page.context().close();
  });

  test("signs in in a popup", async () => {
    const page = await newPage();
    await open(page);
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      page.evaluate((scopes) => { window.asked = app.loginPopup({ scopes }); }, arm),
    ]);
    await signIn(popup, ada);

    const user = await page.evaluate(async () => (await asked).account.username);

    assert.equal(user, ada.user);
    await page.context().close();
  });
});
