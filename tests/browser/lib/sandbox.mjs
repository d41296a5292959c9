import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "./program.mjs";
import { until } from "./waiting.mjs";

/** The default scenario's people. */
export const ada = { user: "ada@contoso.onmicrosoft.com", password: "Azimuth-sandbox-1", name: "Ada Lovelace" };
export const grace = { user: "grace@contoso.onmicrosoft.com", password: "Azimuth-sandbox-1", name: "Grace Hopper" };

/** The sign-in page of the default scenario's application "Orders", which asks for consent. */
export function ordersUrl(sandbox, scope) {
  const query = new URLSearchParams({
    client_id: "33333333-3333-3333-3333-000000000002",
    response_type: "code",
    redirect_uri: "http://localhost:5173/",
    scope,
    state: "a-state",
    prompt: "login",
    code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    code_challenge_method: "S256",
  });
  return `${sandbox.pages}/organizations/oauth2/v2.0/authorize?${query}`;
}

/** A local Azure of a test's own, gone when the test ends. */
export class Sandbox {
  static async start(test, scenario = null) {
    const folder = mkdtempSync(join(tmpdir(), "azimuth-browser-"));
    const words = ["serve", "--state", folder, "--port", "0", "--parent", String(process.pid)];
    if (scenario) {
      writeFileSync(join(folder, "scenario.json"), JSON.stringify(scenario));
      words.push("--scenario", join(folder, "scenario.json"));
    }

    const program = new Program("az-sandbox", words, { env: { PATH: "/usr/bin:/bin", HOME: folder, LANG: "C.UTF-8" }, cwd: folder });
    test.after(async () => {
      await program.stop();
      rmSync(folder, { recursive: true });
    });
    const line = await until("the sandbox", () => program.stdout.split("\n").at(-2) ?? program.code, () => program.story);
    if (program.code !== null) {
      throw new Error(program.story);
    }

    return new Sandbox(folder, JSON.parse(line));
  }

  constructor(folder, ready) {
    this.folder = folder;
    Object.assign(this, ready);
    this.key = readFileSync(ready.controlKeyFile, "utf8").trim();
  }

  /** The console, as `az sandbox status` prints it. */
  get consoleLink() {
    return `${this.pages}/console#key=${this.key}`;
  }

  get(path) {
    return this.ask("GET", path);
  }

  post(path, body = {}) {
    return this.ask("POST", path, body);
  }

  async ask(method, path, body) {
    const answer = await fetch(`${this.control}/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }

    return JSON.parse(text);
  }

  /** The one prompt that waits for its number. */
  prompt() {
    return until("a prompt on the phone", async () => (await this.get("prompts")).prompts.find((prompt) => prompt.state === "pending"));
  }
}
