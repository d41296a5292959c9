import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { shared } from "../browser/lib/suite.mjs";
import { here } from "./lib/azure.mjs";
import { agrees, differences } from "./matrix/differences.mjs";
import { Machine } from "./matrix/machine.mjs";
import { outcomesIn } from "./matrix/outcomes.mjs";
import { scopes } from "./matrix/rows.mjs";
import { scenario, states } from "./matrix/states.mjs";

const expected = JSON.parse(readFileSync(join(here, "matrix/expected.json"), "utf8"));
const rowsOfThePage = readFileSync(resolve(here, "../../docs/compatibility.md"), "utf8");

/** What the Azure CLI's run brought this client in this row. */
function recorded({ name, client }) {
  const clients = Object.keys(expected[name] ?? {}).find((names) => names.split(" ").includes(client));
  assert.ok(clients, `${name}: nothing is recorded for ${client}. matrix/record records it.`);
  // The sandbox's own sentence, which was another one when this was recorded.
  return expected[name][clients].replaceAll("The sandbox was told to refuse this.", "The sandbox was set to refuse this request.");
}

describe("AzureCliCredential of .NET, JavaScript by exec and execFile, and Python", { concurrency: false }, () => {
  const seen = new Set();
  let machine;

  shared(async (suite) => {
    machine = await Machine.start(suite, scenario());
  });

  for (const state of Object.keys(states)) {
    test(`makes of az what it makes of the Azure CLI: ${state}`, async () => {
      const otherwise = [];
      for (const row of await outcomesIn(machine, state)) {
        const theirs = recorded(row);
        const known = agrees(theirs, row.outcome) ? null : differences.find((one) => one.covers(row, theirs, row.outcome));
        if (known) {
          seen.add(known);
        } else if (known === undefined) {
          otherwise.push(`${row.client}, ${row.name}\n  Azure CLI: ${theirs}\n  az: ${row.outcome}`);
        }
      }

      assert.equal(otherwise.length, 0, otherwise.join("\n"));
    });
  }

  test("differs on purpose only as the page on compatibility says, and still does", () => {
    for (const one of differences) {
      assert.ok(rowsOfThePage.includes(`\n| \`${one.name}\` | `), `docs/compatibility.md has no row ${one.name}.`);
      assert.ok(seen.has(one), `Nothing differs as the row ${one.name} says.`);
    }
  });
});

describe("Fifty calls of the Azure SDKs at once", { concurrency: false }, () => {
  test("make one request for a token once the cached one has ended, and all get the same", async (t) => {
    // Less than five minutes are left of the tokens of the sign-in: as good as ended. Later ones live for an hour.
    const machine = await Machine.start(t, { ...scenario(), tokens: { accessTokenSeconds: 200 } });
    const folder = machine.folder("fifty");
    await machine.signIn(folder, "ada@contoso.onmicrosoft.com");
    await machine.sandbox.post("reset", { scenario: { ...scenario(), tokens: { accessTokenSeconds: 3600 } } });
    const environment = { ...machine.variables, AZURE_CONFIG_DIR: folder };

    const calls = Array.from({ length: 50 }, (_, call) => machine.credentials[call % 4].ask({ scope: scopes.arm }, environment));
    const outcomes = await Promise.all(calls);

    assert.deepEqual(outcomes.filter(({ token }) => !token), []);
    assert.equal(new Set(outcomes.map(({ token }) => token)).size, 1);
    const { entries } = await machine.sandbox.get("journal");
    assert.equal(entries.filter(({ kind }) => kind === "token").length, 1, JSON.stringify(entries, null, 1));
  });
});
