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

/** The policy engine or a policy failed; nothing it says counts. */
export class EngineError extends SafeguardError {}
