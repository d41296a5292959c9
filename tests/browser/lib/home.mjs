import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "./program.mjs";
import { until } from "./waiting.mjs";

/** A person's machine as `az` sees it: its active cloud is the sandbox, and its browser notes what it is told to open. */
export class Home {
  constructor(test, sandbox) {
    this.root = mkdtempSync(join(tmpdir(), "azimuth-home-"));
    this.programs = [];
    test.after(async () => {
      for (const program of this.programs) {
        await program.stop();
      }

      rmSync(this.root, { recursive: true });
    });
    this.config = join(this.root, "azure");
    this.opened = join(this.root, "opened");
    const browser = join(this.root, "browser");
    mkdirSync(this.config, { mode: 0o700 });
    // The same that `az sandbox start` writes for its context.
    writeFileSync(join(this.config, "clouds.config"), `[Sandbox]
endpoint_active_directory = ${sandbox.signIn}
endpoint_active_directory_resource_id = https://management.core.windows.net/
endpoint_management = https://management.core.windows.net/
endpoint_resource_manager = ${sandbox.arm}
endpoint_microsoft_graph_resource_id = https://graph.microsoft.com/
sandbox_pages = ${sandbox.pages}
`);
    writeFileSync(join(this.config, "config"), "[cloud]\nname = Sandbox\n\n[core]\ninstance_discovery = false\n");
    writeFileSync(browser, `#!/bin/sh\nprintf '%s\\n' "$1" >> '${this.opened}'\n`);
    chmodSync(browser, 0o700);
    this.variables = {
      PATH: "/usr/bin:/bin",
      HOME: this.root,
      LANG: "C.UTF-8",
      TZ: "UTC",
      AZURE_CONFIG_DIR: this.config,
      AZIMUTH_SANDBOX_STATE: sandbox.folder,
      BROWSER: browser,
    };
  }

  az(...words) {
    const program = new Program("az", words, { env: this.variables, cwd: this.root });
    program.process.stdin.end();
    this.programs.push(program);
    return program;
  }

  /** Starts `az login` and waits for the address that it opens. */
  async login(...words) {
    const login = this.az("login", "-o", "json", ...words);
    const opened = () => existsSync(this.opened) && readFileSync(this.opened, "utf8").trim().split("\n").at(-1);
    login.url = await until("the address that az opens", () => opened() || (login.code !== null ? "" : null), () => login.story);
    if (login.url === "") {
      throw new Error(login.story);
    }

    login.redirect = new URL(new URL(login.url).searchParams.get("redirect_uri"));
    login.state = new URL(login.url).searchParams.get("state");
    return login;
  }
}
