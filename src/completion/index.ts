import { FRAMEWORKS } from "../assessment/framework.js";
import { assets } from "../assets.js";
import { readFramework } from "../config/framework.js";
import { readCatalogue } from "../engine/bundle.js";
import { formats } from "../report/formats.js";
import { bashCompletion } from "./bash.js";
import { fishCompletion } from "./fish.js";
import { type CommandShape, wordsOf } from "./words.js";
import { zshCompletion } from "./zsh.js";

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** The script that completes a program's commands in a shell; it calls nothing, so all it knows is written into it. */
export function completion(
  shell: keyof typeof SHELLS,
  program: string,
  commands: Readonly<Record<string, CommandShape>>,
): string {
  const { policies } = readCatalogue(assets.policies);
  const known = {
    policies: policies.map(({ id }) => id),
    services: [...new Set(policies.map(({ service }) => service))],
    controls: readFramework("hipaa").controls.map(({ id }) => id),
    frameworks: FRAMEWORKS,
    formats: formats.map(({ name }) => name),
  };
  return SHELLS[shell](program, wordsOf(commands, known));
}
