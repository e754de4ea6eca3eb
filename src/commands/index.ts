import Attestations from "./attestations.js";
import Audit from "./audit.js";
import Check from "./check.js";
import Completion from "./completion.js";
import Controls from "./controls.js";
import Diff from "./diff.js";
import Explain from "./explain.js";
import Inventory from "./inventory.js";
import Policies from "./policies.js";
import Report from "./report.js";
import Verify from "./verify.js";
import Waive from "./waive.js";

/** Every command by its name, for oclif. */
export const COMMANDS = {
  attestations: Attestations,
  audit: Audit,
  check: Check,
  completion: Completion,
  controls: Controls,
  diff: Diff,
  explain: Explain,
  inventory: Inventory,
  policies: Policies,
  report: Report,
  verify: Verify,
  waive: Waive,
};
