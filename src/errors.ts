/**
 * The errors Safeguard raises on purpose. `message` says what was found and what was expected; `hint` says what to do.
 * Anything else that is thrown is a defect.
 */
export class SafeguardError extends Error {
  readonly exitCode = 2;

  constructor(
    readonly code: string,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The input cannot be read or is not what was expected. */
export class InputError extends SafeguardError {}

/** A flag or the configuration has a wrong value. */
export class ConfigError extends SafeguardError {}

/** What a file system says of a file that cannot be written; anything else as it is. */
export function unwritable(
  shown: string,
  cause: unknown,
  hint = "Name a place in a folder that exists.",
): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === undefined) return cause;
  return new ConfigError("unwritable", `${shown} cannot be written (${code}).`, hint, { cause });
}

/** The policy engine or a policy failed; nothing it says counts. */
export class EngineError extends SafeguardError {}
