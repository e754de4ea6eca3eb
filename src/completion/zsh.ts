import { quoted } from "./bash.js";
import type { CommandWords, FlagWords, Values } from "./words.js";

/** A script for zsh, to be sourced or to lie in `fpath`. */
export function zshCompletion(program: string, commands: readonly CommandWords[]): string {
  const fn = `_${program}`;
  const cases = commands.map(
    ({ name, flags, arguments: positional }) => `    ${name})
      _arguments -s -S \\
${[...flags.map(specification), `'*: :${action(positional)}'`].map((line) => `        ${line}`).join(" \\\n")}
      ;;`,
  );
  return `#compdef ${program}
# Completion of ${program} for zsh: source <(${program} completion zsh)

${fn}() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(":", "\\:")}`)}`).join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case "$command" in
${cases.join("\n")}
  esac
}

if [[ $funcstack[1] == ${fn} ]]; then ${fn} "$@"; else compdef ${fn} ${program}; fi
`;
}

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html, _arguments; each may be given again. */
function specification({ name, char, description, values }: FlagWords): string {
  const text = description.replace(/[[\]:\\]/g, "\\$&").replaceAll("'", `'\\''`);
  const value = values === null ? "" : `: :${action(values)}`;
  const equals = values === null ? "" : "=";
  const long = `'*--${name}${equals}[${text}]${value}'`;
  return char === null ? long : `${long} '*-${char}[${text}]${value}'`;
}

/** Within single quotes. */
function action({ words, files }: Values): string {
  const list = words.map((word) => word.replace(/[^\w./@=-]/g, "\\$&")).join(" ");
  if (list === "") return files ? "_files" : "";
  return files ? `{ _files; compadd -- ${list} }` : `(${list})`;
}
