import { chromium } from "playwright-core";
import { deadline } from "./waiting.mjs";

// As root, which CI is, Chromium has no sandbox of its own; the other words keep it from calling home.
export const words = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Debian's Chromium, closed when the test ends. */
export async function launch(test, ...moreWords) {
  const browser = await chromium.launch({
    executablePath: process.env.AZIMUTH_CHROMIUM || "/usr/bin/chromium",
    args: [...words, ...moreWords],
  });
  test.after(() => browser.close());
  return browser;
}

/** A new person's browser: no cookies, nothing remembered. Script errors and refused loads fail the test's end. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(deadline);
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().includes("Content Security Policy")) {
      page.problems.push(message.text());
    }
  });
  return page;
}

/** The status of the answer to opening `address`; an error without a body, for which Chromium shows a page of its own, included. */
export async function statusOf(page, address) {
  const [response] = await Promise.all([page.waitForResponse(address), page.goto(address).catch(() => null)]);
  return response.status();
}
