// Auth.js with its own Entra ID provider, as it comes: its pages' requests one after the other, and cookies as a browser keeps them.
import { Auth } from "@auth/core";
import MicrosoftEntraID from "@auth/core/providers/microsoft-entra-id";
import { addressAfter } from "../lib/answer.mjs";

const { AZURE_AUTHORITY_HOST: host, TENANT: tenant, CLIENT_ID: id, SECRET: secret } = process.env;
const origin = "http://localhost:3000";

// The provider asks for the user's photo at the address of Graph that it knows: here that is the sandbox's, which has none.
const online = globalThis.fetch;
globalThis.fetch = (asked, options) => {
  const url = new URL(asked instanceof Request ? asked.url : asked);
  return url.origin === "https://graph.microsoft.com" ? online(`${host}/graph${url.pathname}`, options) : online(asked, options);
};

const config = {
  basePath: "/auth",
  secret: "a secret of this program alone, for its cookies",
  trustHost: true,
  providers: [MicrosoftEntraID({ clientId: id, clientSecret: secret, issuer: `${host}/${tenant}/v2.0` })],
  callbacks: { session: ({ session, token }) => ({ ...session, subject: token.sub }) },
  logger: { error: (error) => console.log(error.cause?.err ?? error) },
};

const cookies = new Map();
async function ask(path, options = {}) {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await Auth(new Request(new URL(path, origin), { ...options, headers: { ...options.headers, cookie } }), config);
  for (const line of answer.headers.getSetCookie()) {
    const [pair] = line.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }

  return answer;
}

const { csrfToken } = await (await ask("/auth/csrf")).json();
const form = {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ csrfToken, callbackUrl: origin }),
};
const leave = await ask("/auth/signin/microsoft-entra-id", form);
const back = await ask(await addressAfter(leave.headers.get("location")));
const session = await (await ask("/auth/session")).json();
console.log(`back: ${back.status} ${back.headers.get("location")}`);
console.log(`session: ${session?.user?.name}, ${session?.user?.email}`);
