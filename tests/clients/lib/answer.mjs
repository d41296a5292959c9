import { readFileSync } from "node:fs";
import { join } from "node:path";

const person = "ada@contoso.onmicrosoft.com";

/** What the sign-in page at `url` would send to the application, once a user has signed in there. */
export async function answerOf(url, user = person) {
  const ready = JSON.parse(readFileSync(join(process.env.AZIMUTH_SANDBOX_STATE, "ready.json"), "utf8"));
  const key = readFileSync(ready.controlKeyFile, "utf8").trim();
  const answer = await fetch(`${ready.control}/authorize`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ url, user }),
  });
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(`${url}: ${answer.status} ${said.message}`);
  }

  return said;
}

/** The address that the browser is sent to. */
export async function addressAfter(url, user = person) {
  const { redirectUri, mode, fields } = await answerOf(url, user);
  if (mode !== "query") {
    throw new Error(`The answer comes by ${mode}.`);
  }

  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(fields)) {
    address.searchParams.set(name, value);
  }

  return address;
}
