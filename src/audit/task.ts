import { relative } from "node:path";

/** What making documents needs of the outside, for one pass. */
export interface Task {
  readonly environment: NodeJS.ProcessEnv;
  /** `NAME=VALUE` and files, for Terraform. */
  readonly variables: readonly string[];
  readonly variableFiles: readonly string[];
  /** Terraform's executable; null: `terraform`, else `tofu`. */
  readonly terraform: string | null;
  /** Milliseconds for each program. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** A folder of this pass alone, gone afterwards. */
  readonly temporary: string;
  readonly cwd: string;
  /** Is told what is being done. */
  readonly progress: (text: string) => void;
}

/** A folder as its user would name it. */
export function shownFolder(cwd: string, folder: string): string {
  const path = relative(cwd, folder).replaceAll("\\", "/");
  return path === "" ? "." : path;
}

/** The same within a sentence. */
export function inWords(shown: string): string {
  return shown === "." ? "this folder" : shown;
}
