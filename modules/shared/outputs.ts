import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

export interface ModuleOutput {
  readonly description: string;
  readonly value: unknown;
  /** Kept out of logs and of the terminal. Default: false. */
  readonly sensitive?: boolean;
}

/** Outputs of the stack, under their own names: two instances of a module in one stack need two prefixes. */
export function addOutputs(scope: Construct, prefix: string, outputs: Record<string, ModuleOutput>): void {
  const stack = TerraformStack.of(scope);
  for (const [name, output] of Object.entries(outputs)) new TerraformOutput(stack, prefix + name, output);
}
