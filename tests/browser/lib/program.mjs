import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "./waiting.mjs";

const repository = resolve(fileURLToPath(import.meta.url), "../../../..");
const binaries = process.env.AZIMUTH_BIN || join(repository, "artifacts/bin");

/** A native executable of ours that runs, and what it said so far. */
export class Program {
  constructor(name, words, options) {
    const file = join(binaries, name);
    if (!existsSync(file)) {
      throw new Error(`${file} is missing. ./build makes it.`);
    }

    this.line = [name, ...words].join(" ");
    this.stdout = "";
    this.stderr = "";
    this.code = null;
    this.process = spawn(file, words, { stdio: ["pipe", "pipe", "pipe"], ...options });
    this.process.stdout.setEncoding("utf8").on("data", (text) => { this.stdout += text; });
    this.process.stderr.setEncoding("utf8").on("data", (text) => { this.stderr += text; });
    this.process.on("close", (code, signal) => { this.code = code ?? signal; });
  }

  get story() {
    return `${this.line}\nexit code: ${this.code}\nstdout: ${this.stdout}\nstderr: ${this.stderr}`;
  }

  /** Waits for the end, however it ends. */
  ended() {
    return until(`the end of ${this.line}`, () => this.code, () => this.story);
  }

  async stop() {
    if (this.code === null) {
      this.process.kill("SIGKILL");
      await this.ended();
    }
  }
}
