// Builds the package when it is installed from a clone. `npm install --global git+https://…`, which is how pre-commit
// installs hooks, hands its --global on to the install in the clone, so that nothing to build with is there yet.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const node = (args, env = {}) =>
  execFileSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });

if (!existsSync(`${root}node_modules/tsx`)) {
  const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  node([process.env.npm_execpath ?? "npm", "ci", ...flags], { npm_config_global: "false" });
}
// npm pack runs this too, after prepack has built everything, types included.
if (!["pack", "publish"].includes(process.env.npm_command ?? "")) {
  node(["--import", "tsx", "scripts/build.ts", "--no-types"]);
}
