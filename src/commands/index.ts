import Attestations from "./attestations.js";
import Audit from "./audit.js";
import Baseline from "./baseline.js";
import Check from "./check.js";
import Completion from "./completion.js";
import Controls from "./controls.js";
import Diff from "./diff.js";
import Explain from "./explain.js";
import Init from "./init.js";
import Inventory from "./inventory.js";
import Policies from "./policies.js";
import PolicyBuild from "./policy-build.js";
import PolicyNew from "./policy-new.js";
import PolicyTest from "./policy-test.js";
import Report from "./report.js";
import ServeRunTask from "./serve-run-task.js";
import Verify from "./verify.js";
import Waive from "./waive.js";

/** Every command by its name, for oclif. */
export const COMMANDS = {
  attestations: Attestations,
  audit: Audit,
  baseline: Baseline,
  check: Check,
  completion: Completion,
  controls: Controls,
  diff: Diff,
  explain: Explain,
  init: Init,
  inventory: Inventory,
  policies: Policies,
  "policy:build": PolicyBuild,
  "policy:new": PolicyNew,
  "policy:test": PolicyTest,
  report: Report,
  "serve-run-task": ServeRunTask,
  verify: Verify,
  waive: Waive,
};
