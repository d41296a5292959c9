import { join } from "node:path";
import { here } from "./azure.mjs";

/** How each of the example programs is started, in a shell. */
export const programs = {
  dotnet: join(here, "dotnet/SignIn/bin/Debug/net10.0/SignIn"),
  node: `node '${join(here, "node/sign-in.mjs")}'`,
  python: `/usr/bin/python3 '${join(here, "python/sign_in.py")}'`, // Debian's, which has Debian's msal
};

export const azureSdk = {
  dotnet: join(here, "dotnet/AzureSdk/bin/Debug/net10.0/AzureSdk"),
  node: `node '${join(here, "node/azure-sdk.mjs")}'`,
};

export const ordersApi = join(here, "dotnet/OrdersApi/bin/Debug/net10.0/OrdersApi");

/** Microsoft.Identity.Web, as `web` server or `api`. */
export const identityWeb = join(here, "dotnet/IdentityWeb/bin/Debug/net10.0/IdentityWeb");

/** The ASP.NET Core API, listening on a port of its own. */
export const startOrders = (test, azure) => startServer(test, azure, ordersApi);

/** Any program of ASP.NET Core, listening on a port of its own. */
export async function startServer(test, azure, command, more = {}) {
  const server = azure.for("dotnet", `exec ${command}`, {
    ASPNETCORE_URLS: "http://127.0.0.1:0",
    DOTNET_ENVIRONMENT: "Production",
    ...more,
  });
  test.after(() => server.stop());
  const [, address] = await server.says(/Now listening on: (\S+)/);
  return { address, story: () => server.story };
}
