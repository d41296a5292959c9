import assert from "node:assert/strict";

/** What the card is about. */
export const heading = (page) => page.getByRole("heading", { level: 1 });

/** Waits until the page of that heading is there. */
export async function expectHeading(page, text) {
  await page.getByRole("heading", { level: 1, name: text, exact: true }).waitFor();
}

/** From the first page of a sign-in to after the password. */
export async function enterPassword(page, person, password = person.password) {
  await enterUserName(page, person.user);
  await expectHeading(page, "Enter your password");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The user name, by whichever page asks first: a browser that knows nobody has no accounts to pick. */
export async function enterUserName(page, user) {
  await page.locator("h1:text-is('Pick an account'), h1:text-is('Sign in')").waitFor();
  if ((await heading(page).textContent()) === "Pick an account") {
    await page.getByRole("button", { name: "Use another account" }).click();
    await expectHeading(page, "Sign in");
  }

  await page.getByLabel("User name").fill(user);
  await page.getByRole("button", { name: "Next" }).click();
}

/** “Stay signed in?” is asked once the person is known. */
export async function staySignedIn(page, answer = "No") {
  await expectHeading(page, "Stay signed in?");
  await page.getByRole("button", { name: answer, exact: true }).click();
}

/** The number that the page shows. */
export async function shownNumber(page) {
  await expectHeading(page, "Approve the sign-in");
  return Number(await page.locator(".number").textContent());
}

/** az's own page after a sign-in. */
export async function expectSuccess(page) {
  await expectHeading(page, "You are signed in");
  assert.equal(new URL(page.url()).hostname, "localhost");
}

/** az ended well and printed what it found. */
export async function expectSignedIn(login, user) {
  assert.equal(await login.ended(), 0, login.story);
  const subscriptions = JSON.parse(login.stdout);
  assert.ok(subscriptions.length > 0, login.story);
  assert.equal(subscriptions[0].user.name, user);
}
