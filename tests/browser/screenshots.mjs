// Makes docs/images/*.png, the pages of the sandbox that README.md and docs/sandbox/README.md show.
// usage: tests/browser/run --screenshots
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { grace, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectHeading, shownNumber } from "./lib/steps.mjs";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const most = 150_000;
const look = { viewport: { width: 1280, height: 800 }, colorScheme: "light" };

const ends = [];
const script = { after: (end) => ends.unshift(end) };
try {
  mkdirSync(folder, { recursive: true });
  const browser = await launch(script);
  await takeAll(browser);
} finally {
  for (const end of ends) {
    await end();
  }
}

async function takeAll(browser) {
  const sandbox = await Sandbox.start(script);
  const home = () => new Home(script, sandbox);
  const open = async (address) => {
    const page = await (await browser.newContext({ ...look, reducedMotion: "reduce" })).newPage();
    await page.goto(address);
    return page;
  };
  const take = (page, name) => shoot(page, `${folder}${name}-desktop.png`);

  const signIn = await open((await home().login()).url);
  await expectHeading(signIn, "Pick an account");
  await take(signIn, "sign-in");

  const number = await open((await home().login()).url);
  await enterPassword(number, grace);
  await shownNumber(number);
  await take(number, "number-matching");

  const consolePage = await open(sandbox.consoleLink);
  await consolePage.getByRole("heading", { name: "Approve a sign-in?" }).waitFor();
  await consolePage.locator("#requests tr").nth(4).waitFor();
  await take(consolePage, "console");
}

async function shoot(page, file) {
  await page.screenshot({ path: file, caret: "hide" });
  execFileSync("optipng", ["-quiet", "-o2", "-strip", "all", file]);
  const { size } = statSync(file);
  console.log(`${file.split("/").at(-1)}: ${size} bytes`);
  if (size > most) {
    throw new Error(`${file} has ${size} bytes; at most ${most} are for a README.`);
  }
}
