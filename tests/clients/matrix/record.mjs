// Writes what the four clients make of the az of AZIMUTH_BIN, which `record` makes the Azure CLI.
// usage: record.mjs FILE
import { writeFileSync } from "node:fs";
import { outcomesIn } from "./outcomes.mjs";
import { scenario, states } from "./states.mjs";
import { Machine } from "./machine.mjs";

const ends = [];
const machine = await Machine.start({ after: (end) => ends.unshift(end) }, scenario());
const recorded = {};
for (const state of process.env.STATES?.split(",") ?? Object.keys(states)) {
  const started = performance.now();
  const rows = await outcomesIn(machine, state);
  for (const { name, client, outcome } of rows) {
    // The clients to which the same happened stand together.
    const outcomes = recorded[name] ??= {};
    const alike = Object.keys(outcomes).find((names) => outcomes[names] === outcome);
    delete outcomes[alike];
    outcomes[alike ? `${alike} ${client}` : client] = outcome;
  }

  console.error(`${state}: ${rows.length} rows in ${Math.round(performance.now() - started)} ms`);
}

writeFileSync(process.argv[2], `${JSON.stringify(recorded, null, 1)}\n`);
for (const end of ends) {
  await end();
}
