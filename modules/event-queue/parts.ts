import type { Settings } from "./settings.js";

/** What both kinds of queue are made from. */
export interface QueueParts {
  /** Start of every name, e.g. `orion-production-events`. */
  readonly name: string;
  readonly settings: Settings;
  readonly kmsKeyArn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly tags: Record<string, string>;
}
