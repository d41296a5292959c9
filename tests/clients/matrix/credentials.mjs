import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { deadline } from "../../browser/lib/waiting.mjs";
import { here } from "../lib/azure.mjs";

const script = join(here, "credentials/azure-cli.mjs");
const commands = {
  dotnet: [join(here, "dotnet/AzureCli/bin/Debug/net10.0/AzureCli")],
  exec: [process.execPath, script, "identity-exec"],
  execFile: [process.execPath, script, "@azure/identity"],
  python: ["/usr/bin/python3", join(here, "credentials/azure_cli.py")], // Debian's, which has what azure-identity needs
};

let pythonPath; // where its azure-identity is: looked up once

function morePython() {
  pythonPath ??= execFileSync(join(here, "python/azure-identity"), { encoding: "utf8" }).trim();
  return { PYTHONPATH: pythonPath };
}

/** One of the four programs that have an `AzureCliCredential`. It stays, and is asked row by row. */
export class Credential {
  #waiting = new Map();
  #next = 0;

  constructor(client, variables) {
    this.client = client;
    this.stderr = "";
    const [program, ...words] = commands[client];
    const env = { ...variables, ...(client === "python" ? morePython() : {}) };
    this.process = spawn(program, words, { env, stdio: ["pipe", "pipe", "pipe"] });
    this.process.stderr.setEncoding("utf8").on("data", (text) => { this.stderr += text; });
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      const { id, ...outcome } = JSON.parse(line);
      this.#waiting.get(id).resolve(outcome);
    });
    this.end = new Promise((ended) => {
      this.process.on("close", (code) => {
        for (const { reject } of this.#waiting.values()) {
          reject(new Error(`${client} ended with ${code}.\n${this.stderr}`));
        }

        ended();
      });
    });
  }

  /** What it makes of az: `{token, expires}`, or `{type, message}` of its exception. */
  async ask(row, environment) {
    const id = this.#next++;
    const outcome = new Promise((resolve, reject) => { this.#waiting.set(id, { resolve, reject }); });
    const story = `${this.client} did not answer ${JSON.stringify(row)}.`;
    const late = setTimeout(() => this.#waiting.get(id).reject(new Error(`${story}\n${this.stderr}`)), deadline);
    this.process.stdin.write(`${JSON.stringify({ id, environment, ...row })}\n`);
    try {
      return await outcome;
    } finally {
      clearTimeout(late);
      this.#waiting.delete(id);
    }
  }

  stop() {
    this.process.stdin.end();
    return this.end;
  }
}
