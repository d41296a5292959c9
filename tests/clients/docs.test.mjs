import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { here } from "./lib/azure.mjs";

const docs = resolve(here, "../../docs/sandbox");

/** The code of a page that says where it comes from: `<!-- tests/clients/FILE -->`, then the block. */
function shown(page) {
  const text = readFileSync(join(docs, page), "utf8");
  return [...text.matchAll(/<!-- tests\/clients\/(\S+) -->\n```\w+\n([^]*?)```\n/g)].map(([, file, code]) => ({ file, code }));
}

describe("The pages show what these tests run", () => {
  for (const [page, files] of Object.entries({
    "dotnet.md": ["dotnet/SignIn/Program.cs", "dotnet/AzureSdk/Program.cs"],
    "node.md": ["node/sign-in.mjs", "node/azure-sdk.mjs"],
    "python.md": ["python/sign_in.py"],
    "aspnetcore.md": ["dotnet/OrdersApi/Program.cs"],
    "other-emulators.md": ["emulators/azurite.sh"],
  })) {
    test(page, () => {
      const blocks = shown(page);
      assert.deepEqual(blocks.map(({ file }) => file), files);
      for (const { file, code } of blocks) {
        assert.equal(code, readFileSync(join(here, file), "utf8"), `${page} shows another ${file}`);
      }
    });
  }
});
