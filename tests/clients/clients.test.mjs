import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, test } from "node:test";
import { shared } from "../browser/lib/suite.mjs";
import { Azure, here } from "./lib/azure.mjs";
import { azureSdk, programs, startOrders } from "./lib/programs.mjs";

const contoso = "11111111-1111-1111-1111-000000000001";
const woodgrove = "11111111-1111-1111-1111-000000000003";
const ordersId = "33333333-3333-3333-3333-000000000001";

// What differs between the libraries is how they tell where a token came from, and that a person is needed.
const expected = {
  dotnet: ["The second token came from the Cache.", "For Graph it came from the IdentityProvider.", "Woodgrove: AADSTS50076, BasicAction."],
  node: [
    "The second token came from the cache.", "For Graph it came from the network.", "Woodgrove: AADSTS50076, interaction is required.",
  ],
  python: ["The second token came from the cache.", "For Graph there is a Bearer token too.", "Woodgrove: AADSTS50076, basic_action."],
};

/** A port that was free a moment ago; Azurite wants to be told one. */
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

describe("Programs that people write", { concurrency: false }, () => {
  let azure;
  let orders;

  shared(async (suite) => {
    azure = await Azure.start(suite);
    orders = await startOrders(suite, azure);
  });

  for (const [kind, program] of Object.entries(programs)) {
    const [second, graph, refused] = expected[kind];
    const lines = [
      `Signed in as ada@contoso.onmicrosoft.com of tenant ${contoso}.`,
      second,
      graph,
      "Orders: 200 4711: one sextant",
      refused,
    ];

    test(`${kind} signs in in a browser, uses the cache, calls the API and hears what a policy wants`, async () => {
      assert.deepEqual(await azure.for(kind, program, { ORDERS_API: orders.address }).succeeds(), lines, orders.story());
    });

    test(`${kind} signs in with a device code`, async () => {
      const run = azure.for(kind, `${program} device`, { ORDERS_API: orders.address });
      const [, code] = await run.says(/enter the code (\S+) to authenticate/);
      await azure.sandbox.post(`device-codes/${code}/approve`, { user: "ada@contoso.onmicrosoft.com" });

      assert.deepEqual(await run.succeeds(), lines, orders.story());
    });
  }

  // The one of Node.js sees "az login" in the remedy and says so in its own words, as it does with the Azure CLI's remedy.
  const refusal = { dotnet: /AADSTS50076/, node: /Please run 'az login'/ };
  for (const [kind, program] of Object.entries(azureSdk)) {
    test(`the Azure SDK of ${kind} asks az, and passes on what az says to a tenant that refuses`, async () => {
      await azure.sh("az --context sandbox login --output none").succeeds();

      const [line] = await azure.for(kind, program).succeeds();
      const run = azure.for(kind, `${program} ${woodgrove}`);

      assert.match(line, /^A token for Key Vault, until 20/);
      assert.equal(await run.ended(), 1, run.story);
      assert.match(run.stdout, refusal[kind], run.story);
    });
  }

  test("Azurite takes a token that az got here, once the issuer is the one that it knows", async () => {
    await azure.sh("az --context sandbox login --output none").succeeds();
    const [bin, azurite] = ["node_modules/.bin", "emulators/azurite.sh"].map((path) => join(here, path));
    const command = `PATH="${bin}:$PATH"; BLOB_PORT=${await freePort()} sh '${azurite}'`;

    const said = (await azure.for("curl", `eval "$(az sandbox env)"; ${command}`).succeeds()).join("\n");

    assert.match(said, /<EnumerationResults ServiceEndpoint="https:\/\/localhost:\d+\/devstoreaccount1">/);
    await azure.sandbox.post("switches/stsIssuer", { on: false });
  });

  test("the Azure SDKs say that nobody is signed in", async () => {
    await azure.sh("az --context sandbox account clear").succeeds();

    for (const [kind, program] of Object.entries(azureSdk)) {
      const run = azure.for(kind, program);
      assert.equal(await run.ended(), 1, run.story);
      assert.match(run.stdout, /az login/, run.story);
    }
  });
});

describe("A Java virtual machine", { concurrency: false }, () => {
  test("reads the trust store that the variable names: every root of the bundle, and the sandbox's CA", async (t) => {
    const azure = await Azure.start(t);
    const roots = readFileSync(azure.sandbox.bundleFile, "utf8").match(/BEGIN CERTIFICATE/g).length;
    const ca = new X509Certificate(readFileSync(azure.sandbox.caFile)).fingerprint256;

    const list = `keytool -list -keystore '${azure.sandbox.trustStoreFile}' -storepass changeit 2>/dev/null`;
    const listed = (await azure.for("java", list).succeeds()).join("\n");
    const version = azure.for("java", "java -version");

    assert.equal(await version.ended(), 0, version.story);
    assert.match(version.stderr, /Picked up JAVA_TOOL_OPTIONS: "-Djavax\.net\.ssl\.trustStore=/);
    assert.match(listed, new RegExp(`contains ${roots} entries`));
    assert.ok(listed.includes(ca), listed);
  });
});

describe("An API of ASP.NET Core", { concurrency: false }, () => {
  let azure;
  let orders;

  shared(async (suite) => {
    azure = await Azure.start(suite);
    orders = await startOrders(suite, azure);
  });

  const good = {
    user: "grace@contoso.onmicrosoft.com",
    audience: ordersId,
    v2: true,
    scopes: "Orders.Read Orders.Write",
    roles: ["Auditor"],
  };

  async function ask(path, token) {
    const { accessToken } = token === null ? { accessToken: "" } : await azure.sandbox.post("tokens", token);
    const answer = await fetch(orders.address + path, { headers: accessToken ? { authorization: `Bearer ${accessToken}` } : {} });
    return `${answer.status} ${answer.headers.get("www-authenticate") ?? ""}`.trim();
  }

  test("takes a token for it, and looks at scopes and roles", async () => {
    assert.equal(await ask("/orders", good), "200", orders.story());
    assert.equal(await ask("/audit", good), "200");
    assert.equal(await ask("/orders", { ...good, scopes: "Orders.Write" }), "403");
    assert.equal(await ask("/audit", { ...good, roles: ["Clerk"] }), "403");
    assert.equal(await ask("/audit", { audience: ordersId, v2: true, roles: ["Auditor"] }), "200", "an application's own token");
    assert.equal(await ask("/orders", { audience: ordersId, v2: true, roles: ["Auditor"] }), "403");
  });

  test("refuses a token for somebody else, of another issuer, that ended, or that another key signed", async () => {
    assert.equal(await ask("/orders", null), "401 Bearer");
    assert.match(await ask("/orders", { ...good, audience: "https://management.core.windows.net/" }), /^401 .*audience/);
    assert.match(await ask("/orders", { ...good, tenant: "fabrikam.onmicrosoft.com" }), /^401 .*issuer/);
    assert.match(await ask("/orders", { ...good, v2: false }), /^401 .*issuer/);
    assert.match(await ask("/orders", { ...good, expiresInSeconds: -1 }), /^401 .*expired/);
    assert.match(await ask("/orders", { ...good, key: "unknown" }), /^401 .*signature key was not found/);
    assert.match(await ask("/orders", { ...good, key: "forged" }), /^401 .*signature/);
    assert.match(await ask("/orders", { ...good, claims: { nbf: 4102444800, exp: 4102448400 } }), /^401 .*not valid before/);
  });

  test("takes the token that a person's sign-in brought, roles and all", async () => {
    const endpoints = "$AZURE_AUTHORITY_HOST/organizations/oauth2/v2.0";
    const client = "33333333-3333-3333-3333-000000000002";
    const answer = await azure.for("curl", `
      code=$(curl -sS "${endpoints}/devicecode" -d client_id=${client} -d scope=api://orders/.default)
      printf %s "$code"`).succeeds();
    const { user_code: userCode, device_code: deviceCode } = JSON.parse(answer[0]);
    await azure.sandbox.post(`device-codes/${userCode}/approve`, { user: "grace@contoso.onmicrosoft.com" });
    const redeem = `curl -sS "${endpoints}/token" -d grant_type=device_code -d client_id=${client} -d device_code=${deviceCode}`;
    const [tokens] = await azure.for("curl", redeem).succeeds();
    const audit = await fetch(`${orders.address}/audit`, { headers: { authorization: `Bearer ${JSON.parse(tokens).access_token}` } });

    assert.equal(audit.status, 200, tokens);
    assert.equal(await audit.text(), "All is well.");
  });
});
