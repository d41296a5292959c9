/** The four programs of `credentials.mjs`, and which of them can name a subscription. */
export const clients = { dotnet: true, exec: true, execFile: true, python: false };

export const scopes = {
  arm: "https://management.core.windows.net//.default",
  armWithoutSlash: "https://management.azure.com/.default",
  graph: "https://graph.microsoft.com/.default",
  vault: "https://vault.azure.net/.default",
  storage: "https://storage.azure.com/.default",
  orders: "api://orders/.default",
  missing: "https://no-such-resource.example/.default",
};

export const tenants = {
  none: undefined,
  home: "11111111-1111-1111-1111-000000000001",
  domain: "contoso.onmicrosoft.com",
  guest: "11111111-1111-1111-1111-000000000002",
  secondFactor: "11111111-1111-1111-1111-000000000003",
  foreign: "11111111-1111-1111-1111-000000000009",
  unknown: "no-such-tenant",
  invalid: "no such tenant!",
};

export const subscriptions = {
  none: undefined,
  id: "99999999-9999-9999-0001-000000000002",
  name: "Human Resources Subscription",
  upperCase: "FINANCE DEPARTMENT SUBSCRIPTION",
  guestId: "99999999-9999-9999-0002-000000000001",
  guestName: "Fabrikam Production",
  unknownId: "99999999-9999-9999-0009-000000000009",
  unknownName: "No Such Subscription",
  invalid: "a; b",
};

const every = (...axes) => axes.reduce((rows, axis) => rows.flatMap((row) => axis.map((value) => [...row, value])), [[]]);
const none = ["none"];
const given = (axis) => Object.keys(axis).filter((name) => name !== "none");

const broad = [
  ...every(["arm", "graph", "vault", "storage", "missing"], ["none", "home", "guest", "foreign"], none),
  ...every(["armWithoutSlash", "orders"], none, none),
  ...every(["vault"], ["domain", "secondFactor", "unknown", "invalid"], none),
  ...every(["vault"], none, given(subscriptions)),
  ...every(["arm"], none, ["id", "guestName"]),
  ...every(["arm"], ["home", "guest"], ["id", "guestName"]),
];
const narrow = [...every(["arm", "vault"], none, none), ["vault", "none", "id"]];

/** What is asked in each state of `states.mjs`: scope, tenant and subscription, by their names above. */
const asked = {
  user: broad,
  servicePrincipal: broad,
  systemAssigned: broad,
  userAssigned: narrow,
  nobody: [...narrow, ["missing", "none", "none"], ["vault", "unknown", "none"], ["vault", "none", "unknownName"]],
};

/** Each day another third of the many rows; all of them with AZIMUTH_TESTS=all, as ./test --all sets it. */
const parts = 3;
const today = process.env.AZIMUTH_TESTS === "all" ? null : Math.floor(Date.now() / 86_400_000);

/** The rows of one state: a row has the names, and the arguments that a client is given. */
export function rowsOf(state, day = today) {
  const all = asked[state] ?? narrow;
  return Object.entries(clients).flatMap(([client, namesSubscription], offset) => all
    .filter((row, at) => day === null || all !== broad || (at + offset + day) % parts === 0)
    .filter(([, , subscription]) => namesSubscription || subscription === "none")
    .map(([scope, tenant, subscription]) => ({
      state,
      client,
      name: `${state}: ${scope}, tenant ${tenant}, subscription ${subscription}`,
      arguments: { scope: scopes[scope], tenant: tenants[tenant], subscription: subscriptions[subscription] },
    })));
}
