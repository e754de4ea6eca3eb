import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

/** What the commands on policies of one's own share. */
export const policyFolderArg = Args.string({
  description: "folder of your policies",
  default: "safeguard-policies",
  ignoreStdin: true,
});

export const opaFlag = Flags.string({
  description: "the OPA that compiles and tests them (default: the variable OPA, then opa on the PATH)",
  helpValue: "PATH",
});
