import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Sandbox } from "../../browser/lib/sandbox.mjs";
import { until } from "../../browser/lib/waiting.mjs";
import { binaries } from "../lib/azure.mjs";
import { clients } from "./rows.mjs";
import { Credential } from "./credentials.mjs";

/** A computer with a sandbox, the `az` of `AZIMUTH_BIN` on `PATH`, and the four programs that call it. */
export class Machine {
  static async start(test, scenario = null) {
    const machine = new Machine(await Sandbox.start(test, scenario));
    test.after(async () => {
      await Promise.all(machine.credentials.map((credential) => credential.stop()));
      rmSync(machine.home, { recursive: true });
    });
    return machine;
  }

  constructor(sandbox) {
    this.sandbox = sandbox;
    this.home = mkdtempSync(join(tmpdir(), "azimuth-matrix-"));
    mkdirSync(join(this.home, "bin"));
    symlinkSync(join(binaries, "az"), join(this.home, "bin/az"));
    this.variables = {
      PATH: `${join(this.home, "bin")}:/usr/bin:/bin`,
      HOME: this.home,
      LANG: "C.UTF-8",
      TZ: "Asia/Kolkata", // an offset that is no whole hour: who reads local times wrongly is seen
      DOTNET_ROOT: process.env.DOTNET_ROOT ?? "",
      AZIMUTH_SANDBOX_STATE: sandbox.folder,
      AZURE_POD_IDENTITY_AUTHORITY_HOST: sandbox.pages,
      AZURE_CORE_COLLECT_TELEMETRY: "no",
      HTTPS_PROXY: "http://127.0.0.1:9", // nothing may leave the machine
      NO_PROXY: "localhost,127.0.0.1",
    };
    this.credentials = Object.keys(clients).map((client) => new Credential(client, this.variables));
  }

  /** A new config folder whose cloud is the sandbox, or a copy of another one. */
  folder(name, from = null) {
    const folder = join(this.home, name);
    if (from) {
      cpSync(from, folder, { recursive: true });
      return folder;
    }

    mkdirSync(folder, { mode: 0o700 });
    const { signIn, arm } = this.sandbox;
    writeFileSync(join(folder, "clouds.config"), `[Sandbox]
endpoint_active_directory = ${signIn}
endpoint_active_directory_resource_id = https://management.core.windows.net/
endpoint_management = https://management.core.windows.net/
endpoint_resource_manager = ${arm}
endpoint_microsoft_graph_resource_id = https://graph.microsoft.com/
endpoint_active_directory_graph_resource_id = https://graph.windows.net/
`);
    writeFileSync(join(folder, "config"), "[cloud]\nname = Sandbox\n\n[core]\ninstance_discovery = false\n");
    return folder;
  }

  /** Runs az itself, and says how it ended where it must not fail. */
  async az(folder, ...words) {
    const env = { ...this.variables, AZURE_CONFIG_DIR: folder };
    const program = spawn(join(this.home, "bin/az"), words, { env, cwd: this.home, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let code = null;
    program.stdout.on("data", (text) => { said += text; });
    program.stderr.on("data", (text) => { said += text; });
    program.on("close", (ended) => { code = ended ?? "a signal"; });
    if (await until(`az ${words[0]}`, () => code, () => said) !== 0) {
      throw new Error(`az ${words[0]} ended with ${code}.\n${said}`);
    }
  }

  /** A user signs in with a device code that the sandbox approves by itself. */
  async signIn(folder, user) {
    await this.sandbox.post("switches/answerDeviceCodes", { on: true, user });
    await this.az(folder, "login", "--use-device-code", "--output", "none");
    await this.sandbox.post("switches/answerDeviceCodes", { on: false });
  }
}
