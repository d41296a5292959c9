import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Sandbox } from "../../browser/lib/sandbox.mjs";
import { until } from "../../browser/lib/waiting.mjs";

/** The folder of these tests. */
export const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The folder of the `az` and `az-sandbox` that are tested. */
export const binaries = process.env.AZIMUTH_BIN || resolve(here, "../../artifacts/bin");

/** A person's machine on which `az sandbox start` was run, and shells that `az sandbox env --for …` points at it. */
export class Azure {
  static async start(test) {
    const azure = new Azure(mkdtempSync(join(tmpdir(), "azimuth-clients-")));
    test.after(async () => {
      await azure.sh("az sandbox stop").ended();
      rmSync(azure.home, { recursive: true });
    });
    await azure.sh("az sandbox start").succeeds();
    const state = join(azure.home, "state");
    azure.sandbox = new Sandbox(state, JSON.parse(readFileSync(join(state, "ready.json"), "utf8")));
    return azure;
  }

  constructor(home) {
    this.home = home;
    const programs = join(home, "bin");
    mkdirSync(programs);
    // MSAL.NET knows no BROWSER: it starts what the desktop would.
    symlinkSync(join(here, "lib/person.mjs"), join(programs, "xdg-open"));
    for (const name of ["az", "az-sandbox"]) {
      symlinkSync(join(binaries, name), join(programs, name));
    }

    this.variables = {
      PATH: `${programs}:${process.env.PATH}`,
      HOME: home,
      LANG: "C.UTF-8",
      TZ: "UTC",
      DOTNET_ROOT: process.env.DOTNET_ROOT ?? "",
      AZIMUTH_SANDBOX_STATE: join(home, "state"),
      BROWSER: join(here, "lib/person.mjs"),
      // Nothing that these programs do may leave the machine.
      HTTPS_PROXY: "http://127.0.0.1:9",
      NO_PROXY: "localhost,127.0.0.1",
    };
  }

  /** A command of a shell that does not know the sandbox. */
  sh(command, more = {}) {
    return new Run(command, { ...this.variables, ...more });
  }

  /** A command of a shell that was pointed at the sandbox for programs of this kind. */
  for(audience, command, more = {}) {
    return this.sh(`set -e; eval "$(az sandbox env --for ${audience})"; ${command}`, more);
  }
}

/** A command that runs, and what it said so far. */
class Run {
  constructor(command, env) {
    this.command = command;
    this.stdout = this.stderr = "";
    this.code = null;
    this.process = spawn("/bin/sh", ["-c", command], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.process.stdout.setEncoding("utf8").on("data", (text) => { this.stdout += text; });
    this.process.stderr.setEncoding("utf8").on("data", (text) => { this.stderr += text; });
    this.process.on("close", (code, signal) => { this.code = code ?? signal; });
  }

  get story() {
    return `$ ${this.command}\nexit code: ${this.code}\nstdout: ${this.stdout}\nstderr: ${this.stderr}`;
  }

  ended() {
    return until(`the end of ${this.command}`, () => this.code, () => this.story);
  }

  /** What it printed, as lines, once it ended well. */
  async succeeds() {
    if (await this.ended() !== 0) {
      throw new Error(this.story);
    }

    return this.stdout.trimEnd().split("\n");
  }

  /** The first match in what it says, while it still runs. */
  says(pattern) {
    return until(
      `${pattern}`,
      () => `${this.stdout}\n${this.stderr}`.match(pattern) ?? (this.code === null ? null : Promise.reject(new Error(this.story))),
      () => this.story,
    );
  }

  /** It and all that it started. */
  async stop() {
    if (this.code === null) {
      process.kill(-this.process.pid, "SIGKILL");
      await this.ended();
    }
  }
}
