// Makes docs/images/*.png: what a person sees, on a desk and on a phone.
// usage: tests/browser/run --screenshots
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { launch } from "./lib/browser.mjs";
import { Home } from "./lib/home.mjs";
import { ada, grace, Sandbox } from "./lib/sandbox.mjs";
import { enterPassword, expectHeading, expectSuccess, shownNumber, staySignedIn } from "./lib/steps.mjs";
import { until } from "./lib/waiting.mjs";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const most = 150_000;
const looks = {
  desktop: { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true },
};

const ends = [];
const script = { after: (end) => ends.unshift(end) };
try {
  mkdirSync(folder, { recursive: true });
  const browser = await launch(script);
  for (const [look, options] of Object.entries(looks)) {
    await takeAll(browser, look, options);
  }
} finally {
  for (const end of ends) {
    await end();
  }
}

async function takeAll(browser, look, options) {
  const sandbox = await Sandbox.start(script);
  const home = () => new Home(script, sandbox);
  const open = async (address) => {
    const page = await (await browser.newContext({ ...options, reducedMotion: "reduce" })).newPage();
    await page.goto(address);
    return page;
  };
  const take = (page, name) => shoot(page, `${folder}${name}-${look}.png`);

  const signIn = await open((await home().login()).url);
  await expectHeading(signIn, "Pick an account");
  await take(signIn, "sign-in");
  await enterPassword(signIn, ada);
  await staySignedIn(signIn);
  await expectSuccess(signIn);
  await take(signIn, "signed-in");

  const refused = await open((await home().login()).url);
  await refused.getByRole("button", { name: "Cancel" }).click();
  await expectHeading(refused, "Sign-in failed");
  await take(refused, "sign-in-failed");

  const device = home().az("login", "--use-device-code");
  const code = (await until("a device code", () => device.stderr.match(/enter the code (\S+) to authenticate/)))[1];
  const devicePage = await open(`${sandbox.pages}/device`);
  await devicePage.getByLabel("Code").fill(code);
  await take(devicePage, "device-code");

  const number = await open((await home().login()).url);
  await enterPassword(number, grace);
  await shownNumber(number);
  await take(number, "number-matching");

  const consolePage = await open(sandbox.consoleLink);
  await consolePage.getByRole("heading", { name: "Approve a sign-in?" }).waitFor();
  await consolePage.locator("#requests tr").nth(8).waitFor();
  // Down to the requests.
  await consolePage.setViewportSize({ ...options.viewport, height: look === "desktop" ? 960 : options.viewport.height });
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
