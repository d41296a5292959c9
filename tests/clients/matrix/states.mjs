import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { here } from "../lib/azure.mjs";
import { secret } from "../lib/judges.mjs";
import { tenants } from "./rows.mjs";

const ada = "ada@contoso.onmicrosoft.com";
const revoked = "lin@contoso.onmicrosoft.com";
const deployment = "66666666-6666-6666-6666-000000000002";
const application = "55555555-5555-5555-5555-555555555555";

/** Contoso, and one more user: whose sessions are revoked. */
export function scenario() {
  const world = JSON.parse(readFileSync(join(here, "../../src/Azimuth.Sandbox/World/contoso.json"), "utf8"));
  world.users.push({ ...world.users[0], userName: revoked, name: "Lin Chao", id: "22222222-2222-2222-2222-000000000003", guestOf: [] });
  return world;
}

/** Changes one file of a config folder. */
function change(folder, file, how) {
  const text = readFileSync(join(folder, file), "utf8");
  const changed = how(text);
  if (changed === text) {
    throw new Error(`There was nothing to change in ${file}.`);
  }

  writeFileSync(join(folder, file), changed);
}

/** A state in which the token endpoint refuses the refresh token of a user, or the secret of an application. */
const refusal = (code, error, subError, from = "user") => ({ from, switches: { fail: { code, error, subError, kinds: ["token"] } } });

/**
 * Who is signed in on the computer, and what is wrong there. `signIn` fills a new config folder, `from` names the state whose folder is
 * copied, `change` changes that copy; `switches` of the sandbox are on, and `environment` is given, while the clients ask.
 */
export const states = {
  user: { signIn: (machine, folder) => machine.signIn(folder, ada) },
  servicePrincipal: {
    signIn: (machine, folder) =>
      machine.az(folder, "login", "--service-principal", "-u", application, "-p", secret, "--tenant", tenants.home, "-o", "none"),
  },
  systemAssigned: { signIn: (machine, folder) => machine.az(folder, "login", "--identity", "-o", "none") },
  userAssigned: {
    signIn: (machine, folder) => machine.az(folder, "login", "--identity", "--client-id", deployment, "-o", "none"),
  },
  nobody: { signIn: () => {} },
  noDefault: {
    from: "user",
    change: (folder) => change(folder, "azureProfile.json", (text) => text.replaceAll(/("isDefault": *)true/g, "$1false")),
  },
  revoked: {
    async signIn(machine, folder) {
      await machine.signIn(folder, revoked);
      await machine.sandbox.post(`users/${revoked}/revoke`);
    },
  },
  blockedByPolicy: { from: "user", switches: { block: { users: [ada] } } },
  secondFactorNeeded: { from: "user", switches: { requireMfa: { users: [ada] } } },
  refreshTokenExpired: refusal(700082, "invalid_grant", "bad_token"),
  signInTooOld: refusal(70043, "invalid_grant", "bad_token"),
  consentNeeded: refusal(65001, "invalid_grant", "consent_required"),
  throttled: { from: "user", switches: { throttle: { kinds: ["token"], retryAfterSeconds: 1 } } },
  outage: { from: "user", switches: { outage: { kinds: ["token"], status: 503, body: "html" } } },
  connectionLost: { from: "user", switches: { outage: { kinds: ["token"], body: "abort" } } },
  secretWrong: {
    from: "servicePrincipal",
    change: (folder) => change(folder, "service_principal_entries.json", (text) => text.replaceAll(secret, "another")),
  },
  secretExpired: refusal(7000222, "invalid_client", undefined, "servicePrincipal"),
  applicationGone: refusal(700016, "unauthorized_client", undefined, "servicePrincipal"),
  noIdentityEndpoint: { from: "systemAssigned", environment: { AZURE_POD_IDENTITY_AUTHORITY_HOST: "http://127.0.0.1:9" } },
};
