import type { CommandWords, Values } from "./words.js";

/** A script for bash 3.2 and newer. */
export function bashCompletion(program: string, commands: readonly CommandWords[]): string {
  const fn = `_${program}`;
  const cases = commands.map(({ name, flags, arguments: positional }) => {
    const all = flags.flatMap((flag) => [`--${flag.name}`, ...(flag.char === null ? [] : [`-${flag.char}`])]);
    const valued = flags.filter(({ values }) => values !== null);
    return `    ${name})
      case "$previous" in
${valued
  .map((flag) => {
    const names = [`--${flag.name}`, ...(flag.char === null ? [] : [`-${flag.char}`])].join(" | ");
    return `        ${names}) ${fn}_complete ${told(flag.values as Values)}; return ;;`;
  })
  .join("\n")}
      esac
      case "$current" in
        -*) ${fn}_complete no ${words(all)} ;;
        *) ${fn}_complete ${told(positional)} ;;
      esac
      ;;`;
  });
  return `# Completion of ${program} for bash: source <(${program} completion bash)

# Completes the current word: ${fn}_complete FILES WORD…, where FILES is yes or no.
${fn}_complete() {
  local files=$1 word
  shift
  COMPREPLY=()
  for word in "$@"; do
    [[ $word == "\${current//\\\\/}"* ]] && COMPREPLY+=("$(printf '%q' "$word")")
  done
  if [[ $files == yes ]]; then
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
    type compopt > /dev/null 2>&1 && compopt -o filenames 2> /dev/null
  fi
  return 0
}

${fn}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command="" index
  COMPREPLY=()
  # The value of --flag=value is a word of its own, after one that is an equals sign.
  if [[ $current == "=" ]]; then current=""; elif [[ $previous == "=" ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    [[ \${COMP_WORDS[index]} != -* ]] && { command=\${COMP_WORDS[index]}; break; }
  done
  case "$command" in
    "") ${fn}_complete no ${words(commands.map(({ name }) => name))} help ;;
${cases.join("\n")}
  esac
}

complete -F ${fn} ${program}
`;
}

function told({ files, words: choices }: Values): string {
  return [files ? "yes" : "no", words(choices)].filter(Boolean).join(" ");
}

function words(choices: readonly string[]): string {
  return choices.map(quoted).join(" ");
}

/** For a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
