import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { shared } from "../browser/lib/suite.mjs";
import { Azure, here } from "./lib/azure.mjs";
import { contoso, orders, ordersApi, scenario, secret } from "./lib/judges.mjs";
import { identityWeb, startServer } from "./lib/programs.mjs";

describe("Libraries of OpenID Connect that others wrote", { concurrency: false }, () => {
  let azure;

  shared(async (suite) => {
    azure = await Azure.start(suite);
    await azure.sandbox.post("scenario", scenario());
  });

  const judge = (name) => azure.for("node", `node '${join(here, `judges/${name}.mjs`)}'`, {
    TENANT: contoso,
    CLIENT_ID: orders,
    SECRET: secret,
  }).succeeds();

  test("openid-client signs in with its secret sent either way, compares both subjects, renews, acts for itself and signs out",
    async () => {
      assert.deepEqual(await judge("openid-client"), [
        "basic: ada@contoso.onmicrosoft.com, Ada Lovelace, ada@contoso.onmicrosoft.com, renewed true",
        "post: ada@contoso.onmicrosoft.com, Ada Lovelace, ada@contoso.onmicrosoft.com, renewed true",
        "own token: bearer, true",
        "sign out: 302 http://localhost:3000/callback",
        "a wrong secret: 401 invalid_client",
      ]);
    });

  test("Auth.js signs in with its provider for Entra ID as it comes", async () => {
    assert.deepEqual(await judge("auth-js"), ["back: 302 http://localhost:3000", "session: Ada Lovelace, ada@contoso.onmicrosoft.com"]);
  });
});

describe("MSAL Python", { concurrency: false }, () => {
  let azure;

  shared(async (suite) => {
    azure = await Azure.start(suite);
  });

  // tests/azure-cli runs the same with the one of Debian's unstable suite.
  test("of this Debian signs in in each way, renews, answers a challenge and is refused", async () => {
    const { control: CONTROL, key: CONTROL_KEY } = azure.sandbox;
    const command = `/usr/bin/python3 '${join(here, "judges/msal_python.py")}'`;
    const said = await azure.for("python", command, { CONTROL, CONTROL_KEY }).succeeds();

    assert.deepEqual(said, [
      "browser: ada@contoso.onmicrosoft.com",
      "cached: True",
      "renewed: True",
      "another resource: Bearer",
      "challenged: True",
      "another device: ada@contoso.onmicrosoft.com",
      "own: Bearer",
      "refused: invalid_client [7000215]",
    ]);
  });
});

describe("Microsoft.Identity.Web", { concurrency: false }, () => {
  let azure;
  let api;
  let web;

  shared(async (suite) => {
    azure = await Azure.start(suite);
    await azure.sandbox.post("scenario", scenario());
    api = await startServer(suite, azure, `${identityWeb} api`, { NEXT: `${azure.sandbox.arm}/graph/v1.0/me?$select=userPrincipalName` });
    web = await startServer(suite, azure, `${identityWeb} web`, { NEXT: api.address });
  });

  const cookiesOf = (...answers) => answers
    .flatMap((one) => one.headers.getSetCookie())
    .map((line) => line.split(";")[0])
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
  const ask = (address, options = {}) => fetch(address, { redirect: "manual", ...options });

  test("signs a user in to a web server, which calls an API, which calls Graph on behalf of that user", async () => {
    const address = web.address.replace("127.0.0.1", "localhost");
    const leave = await ask(address);
    const { redirectUri, mode, fields } = await azure.sandbox.post("authorize", {
      url: leave.headers.get("location"),
      user: "ada@contoso.onmicrosoft.com",
    });
    assert.equal(mode, "form_post");
    const back = await ask(redirectUri, { method: "POST", body: new URLSearchParams(fields), headers: { cookie: cookiesOf(leave) } });
    assert.equal(back.status, 302, `${await back.text()}\n${web.story()}`);

    const said = await (await ask(address, { headers: { cookie: cookiesOf(back) } })).text();

    const knows = (who) => `The ${who} knows ada@contoso\\.onmicrosoft\\.com, and was answered 200: `;
    assert.match(said, new RegExp(`^${knows("server")}${knows("API")}`), `${said}\n${web.story()}\n${api.story()}`);
    assert.match(said, /"userPrincipalName":"ada@contoso.onmicrosoft.com"/);
  });

  test("refuses at the API a token without the scope, and one for another API", async () => {
    for (const [token, status] of [
      [{ audience: ordersApi, scopes: "Orders.Write" }, 403],
      [{ audience: "https://graph.microsoft.com", scopes: "User.Read" }, 401],
    ]) {
      const { accessToken } = await azure.sandbox.post("tokens", { user: "ada@contoso.onmicrosoft.com", v2: true, ...token });
      const answer = await ask(api.address, { headers: { authorization: `Bearer ${accessToken}` } });
      assert.equal(answer.status, status, api.story());
    }
  });
});
