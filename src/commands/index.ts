import Attestations from "./attestations.js";
import Check from "./check.js";
import Controls from "./controls.js";
import Explain from "./explain.js";
import Inventory from "./inventory.js";
import Policies from "./policies.js";
import Waive from "./waive.js";

/** Every command by its name, for oclif. */
export const COMMANDS = {
  attestations: Attestations,
  check: Check,
  controls: Controls,
  explain: Explain,
  inventory: Inventory,
  policies: Policies,
  waive: Waive,
};
