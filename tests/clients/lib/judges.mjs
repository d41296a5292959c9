import { readFileSync } from "node:fs";
import { join } from "node:path";
import { here } from "./azure.mjs";

export const contoso = "11111111-1111-1111-1111-000000000001";
export const ordersApi = "33333333-3333-3333-3333-000000000001";
export const orders = "33333333-3333-3333-3333-000000000002";
export const secret = "Azimuth-sandbox-secret-1";

/** Contoso, whose application "Orders" is also a web server as each library wants one to be, and whose API acts for its callers. */
export function scenario() {
  const world = JSON.parse(readFileSync(join(here, "../../src/Azimuth.Sandbox/World/contoso.json"), "utf8"));
  const [api, client] = [ordersApi, orders].map((id) => world.applications.find((one) => one.clientId === id));
  api.secrets = [{ value: secret }];
  client.requireConsent = false;
  world.servicePrincipals.push({ clientId: orders, id: "44444444-4444-4444-4444-000000000002", tenant: contoso });
  client.redirects.web.push(
    "http://localhost/callback",
    "http://localhost/signin-oidc",
    "http://localhost/auth/callback/microsoft-entra-id",
  );
  client.redirects.spa.push("http://localhost/page.html", "http://localhost/bridge.html");
  return world;
}
