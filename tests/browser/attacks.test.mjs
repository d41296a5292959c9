// Other pages against the sandbox: attack S5. Each attack is the strongest that a page can make without the key,
// and one that has stolen it.
import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, test } from "node:test";
import { launch, newPage, statusOf } from "./lib/browser.mjs";
import { Sandbox } from "./lib/sandbox.mjs";
import { evilTest, strangersPage } from "./lib/stranger.mjs";
import { shared } from "./lib/suite.mjs";
import { until } from "./lib/waiting.mjs";

describe("A page of another site", () => {
  let sandbox;
  let browser;

  shared(async (suite) => {
    sandbox = await Sandbox.start(suite);
    browser = await launch(suite, evilTest);
  });

  const switchesOn = async () => (await sandbox.get("switches")).switches.filter((one) => one.on).map((one) => one.name);

  test("cannot turn a switch with a form", async (t) => {
    const page = await newPage(browser);
    await page.goto(await strangersPage(t, `
      <form method="post" enctype="text/plain" action="${sandbox.control}/switches/block">
      <input name='{"on":true,"x":"' value='"}'><button>Go</button></form>`));

    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().startsWith(sandbox.control)),
      page.getByRole("button", { name: "Go" }).click(),
    ]);

    assert.equal(answer.status(), 403);
    assert.deepEqual(await switchesOn(), []);
  });

  for (const [way, headers, mode] of [
    ["without asking first", {}, "no-cors"],
    ["as JSON", { "content-type": "application/json" }, "cors"],
    ["with the key, were it stolen", { "content-type": "application/json", authorization: "Bearer KEY" }, "cors"],
  ]) {
    test(`cannot turn a switch with fetch ${way}`, async (t) => {
      const page = await newPage(browser);
      await page.goto(await strangersPage(t, ""));

      const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace("KEY", sandbox.key)]));
      const outcome = await page.evaluate(async ([url, sent, how]) => {
        try {
          const answer = await fetch(url, { method: "POST", mode: how, headers: sent, body: '{"on":true}', credentials: "include" });
          return answer.type;
        } catch (error) {
          return error.name;
        }
      }, [`${sandbox.control}/switches/block`, filled, mode]);

      assert.equal(outcome, mode === "no-cors" ? "opaque" : "TypeError");
      assert.deepEqual(await switchesOn(), []);
    });
  }

  test("cannot read what the control API says", async (t) => {
    const page = await newPage(browser);
    await page.goto(await strangersPage(t, ""));

    const outcome = await page.evaluate(
      (url) => fetch(url).then((answer) => answer.text(), (error) => error.name),
      `${sandbox.control}/status`,
    );

    assert.equal(outcome, "TypeError");
  });

  test("cannot come nearer by giving its own name the sandbox's address", async () => {
    const page = await newPage(browser);
    const port = new URL(sandbox.pages).port;

    const statuses = [];
    for (const path of ["/console", "/device", "/control/status", "/assets/console.js"]) {
      statuses.push(await statusOf(page, `http://evil.test:${port}${path}`));
    }

    assert.deepEqual(statuses, [421, 421, 421, 421]);
  });

  test("is refused by its Host header also with the key", async () => {
    const { port } = new URL(sandbox.pages);
    const status = await new Promise((answered, failed) => {
      request({ host: "127.0.0.1", port, path: "/control/status", headers: { host: "evil.test", authorization: `Bearer ${sandbox.key}` } },
        (response) => { response.resume(); answered(response.statusCode); }).on("error", failed).end();
    });

    assert.equal(status, 421);
  });

  test("cannot put the sign-in page, the device page or the console into a frame", async (t) => {
    const page = await newPage(browser);
    const refused = [];
    page.on("console", (message) => {
      if (message.text().includes("frame-ancestors 'none'")) {
        refused.push(message.text());
      }
    });

    const frames = `<iframe src="${sandbox.pages}/console"></iframe><iframe src="${sandbox.pages}/device"></iframe>`;
    await page.goto(await strangersPage(t, frames));
    await until("both frames to be refused", () => (refused.length === 2 ? true : null), () => refused.join("\n"));

    const inside = await Promise.all(page.frames().slice(1).map((frame) => frame.locator(".banner").count()));
    assert.deepEqual(inside, [0, 0]);
  });
});
