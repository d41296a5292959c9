import { spawn } from "node:child_process";
import { InteractionRequiredAuthError, PublicClientApplication } from "@azure/msal-node";

const host = process.env.AZURE_AUTHORITY_HOST ?? "https://login.microsoftonline.com";
const app = new PublicClientApplication({
  auth: {
    clientId: "33333333-3333-3333-3333-000000000002",
    authority: `${host}/organizations`,
    knownAuthorities: [new URL(host).host], // with its port, or MSAL asks login.microsoftonline.com about this host
  },
});

// A browser, or with "device" a code to type elsewhere.
const scopes = ["api://orders/Orders.Read"];
const signedIn = process.argv[2] === "device"
  ? await app.acquireTokenByDeviceCode({ scopes, deviceCodeCallback: (code) => console.error(code.message) })
  : await app.acquireTokenInteractive({ scopes, openBrowser: async (url) => { spawn(process.env.BROWSER ?? "xdg-open", [url]); } });
console.log(`Signed in as ${signedIn.account.username} of tenant ${signedIn.tenantId}.`);

// From the cache, and with the refresh token for another resource: no browser.
const again = await app.acquireTokenSilent({ scopes, account: signedIn.account });
console.log(`The second token came from the ${again.fromCache ? "cache" : "network"}.`);
const graph = await app.acquireTokenSilent({ scopes: ["https://graph.microsoft.com/User.Read"], account: signedIn.account });
console.log(`For Graph it came from the ${graph.fromCache ? "cache" : "network"}.`);

const orders = await fetch(`${process.env.ORDERS_API}/orders`, { headers: { authorization: `Bearer ${again.accessToken}` } });
console.log(`Orders: ${orders.status} ${await orders.text()}`);

// A tenant of which the user is a guest, and that requires a second factor.
try {
  await app.acquireTokenSilent({
    scopes: ["https://management.azure.com/.default"],
    account: signedIn.account,
    authority: `${host}/11111111-1111-1111-1111-000000000003`,
  });
} catch (refused) {
  const again = refused instanceof InteractionRequiredAuthError ? "interaction is required" : "interaction does not help";
  console.log(`Woodgrove: ${refused.errorMessage.match(/AADSTS\d+/)[0]}, ${again}.`);
}
