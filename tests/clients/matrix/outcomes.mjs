import { rowsOf } from "./rows.mjs";
import { states } from "./states.mjs";

/** An outcome as a text that is the same each time: what the token is for and whose, or the exception. */
function told({ token, expires, type, message }, machine) {
  if (!token) {
    return `${type}: ${message}`
      .replace(/(Here is the traceback:)[^]*/, "$1 …")
      .replaceAll(/(Trace ID:|Correlation ID:|Timestamp:) [0-9a-f-]+( [0-9:]+Z)?/g, "$1 …")
      .replaceAll(/(--claims-challenge "?)[\w+/=-]+/g, "$1…")
      .replaceAll(/(localhost|127\.0\.0\.1)(:|', port=)\d{4,5}/g, "$1$2PORT")
      .replaceAll(/ object at 0x[0-9a-f]+/g, " object at …")
      .replaceAll(machine.home, "{HOME}");
  }

  // The end is counted from when the answer came: some seconds after the token was made.
  const { aud, tid, upn, oid, exp } = JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
  const end = Math.abs(exp - expires) < 60 ? "" : `, which ends at ${exp} and not at ${expires}`;
  return `a token for ${aud} in ${tid} of ${upn ?? oid}${end}`;
}

/** The config folder of a state; it is filled when it is first asked for. */
function folderOf(machine, state) {
  machine.folders ??= {};
  return machine.folders[state] ??= (async () => {
    const { signIn, from, change } = states[state];
    const folder = machine.folder(state, from && await folderOf(machine, from));
    await signIn?.(machine, folder);
    await change?.(folder, machine);
    return folder;
  })();
}

/**
 * What the four clients make of az in a state, beside each other.
 * @returns a list of `{name, client, outcome}`, in the order of the rows
 */
export async function outcomesIn(machine, state) {
  const { switches = {}, ...more } = states[state];
  const environment = { ...machine.variables, ...more.environment };
  const source = await folderOf(machine, state);
  for (const [name, settings] of Object.entries(switches)) {
    await machine.sandbox.post(`switches/${name}`, { on: true, ...settings });
  }

  const rows = rowsOf(state);
  await Promise.all(machine.credentials.map(async (credential) => {
    // A copy for each: what one fetched is not there for another one, nor for the states that are made of this one.
    const variables = { ...environment, AZURE_CONFIG_DIR: machine.folder(`${state}-${credential.client}`, source) };
    for (const row of rows.filter(({ client }) => client === credential.client)) {
      row.outcome = told(await credential.ask(row.arguments, variables), machine);
    }
  }));
  for (const name of Object.keys(switches)) {
    await machine.sandbox.post(`switches/${name}`, { on: false });
  }

  return rows;
}
