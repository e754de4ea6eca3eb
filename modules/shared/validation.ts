import { Token } from "cdktf";

/** Thrown at synthesis when a prop is out of its range. `message` names the prop, the value and what is allowed. */
export class InvalidPropError extends Error {
  constructor(
    readonly prop: string,
    readonly value: unknown,
    readonly allowed: string,
  ) {
    super(`${prop} is ${describe(value)}; expected ${allowed}.`);
    this.name = "InvalidPropError";
  }
}

function describe(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

/**
 * References to other resources are known to Terraform only; they cannot be checked here. Where a list is a reference,
 * so is the one element it seems to have.
 */
function isReference(value: unknown): boolean {
  return Token.isUnresolved(value) || Token.isUnresolved([value]);
}

/** A whole number between `minimum` and `maximum`, both included. */
export function requireInteger(
  prop: string,
  value: number,
  minimum: number,
  maximum: number,
  unit = "",
): void {
  if (isReference(value)) return;
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new InvalidPropError(
      prop,
      value,
      `a whole number from ${minimum} to ${maximum}${unit && ` ${unit}`}`,
    );
  }
}

/** A string that matches `pattern`; `allowed` says the same in words. */
export function requireMatch(prop: string, value: string, pattern: RegExp, allowed: string): void {
  if (isReference(value)) return;
  if (typeof value !== "string" || !pattern.test(value)) throw new InvalidPropError(prop, value, allowed);
}

/** An ARN of `service`, or a reference; `example` shows one. */
export function requireArn(prop: string, value: string, service: string, example: string): void {
  const pattern = new RegExp(`^arn:aws[a-z-]*:${service}:[^\\s*]+$`);
  requireMatch(prop, value, pattern, `an ARN (${example}) or a reference to one`);
}

/** One of the values in `allowed`. */
export function requireOneOf<T extends string | number>(prop: string, value: T, allowed: readonly T[]): void {
  if (isReference(value)) return;
  if (!allowed.includes(value)) throw new InvalidPropError(prop, value, `one of ${allowed.join(", ")}`);
}

/** At least one entry, or as many as `minimum`; none twice. */
export function requireEntries(prop: string, values: readonly string[], what: string, minimum = 1): void {
  if (isReference(values)) return;
  if (!values?.length) throw new InvalidPropError(prop, values, `at least one ${what}`);
  if (values.length < minimum) throw new InvalidPropError(prop, values, `at least ${minimum} ${what}s`);
  if (new Set(values).size !== values.length) throw new InvalidPropError(prop, values, `no ${what} twice`);
}
