import { InvalidPropError, requireArn, requireInteger, requireMatch } from "../shared/validation.js";
import type { MskProps } from "./props.js";

const SCRAM_PROPS = ["scramUsers", "scramKmsKeyArn", "scramRotationLambdaArn", "scramRotationDays"] as const;

/** One SCRAM user, with every default filled in. */
export interface ScramUser {
  readonly name: string;
  readonly readerArns: readonly string[];
}

/** The SCRAM users of `props`, sorted by name. */
export function scramUsers(props: MskProps): ScramUser[] {
  if (!props.enableScramAuth) return [];
  const users = props.scramUsers ?? { app: {} };
  return Object.keys(users)
    .sort()
    .map((name) => ({ name, readerArns: users[name]?.readerArns ?? [] }));
}

export function checkScramProps(props: MskProps): void {
  for (const prop of SCRAM_PROPS) {
    if (props.enableScramAuth || props[prop] === undefined) continue;
    throw new InvalidPropError(prop, props[prop], "none, or enableScramAuth: true beside it");
  }
  if (props.scramUsers && Object.keys(props.scramUsers).length === 0) {
    throw new InvalidPropError("scramUsers", props.scramUsers, "at least one user, or none of the prop");
  }
  for (const { name, readerArns } of scramUsers(props)) {
    const words = "a name of 1-64 letters, digits, dots, hyphens and underscores";
    requireMatch("scramUsers", name, /^[A-Za-z0-9._-]{1,64}$/, words);
    for (const arn of readerArns) {
      requireArn(`scramUsers.${name}.readerArns`, arn, "iam", "arn:aws:iam::…:role/…");
    }
  }
  if (props.scramKmsKeyArn !== undefined) {
    requireArn("scramKmsKeyArn", props.scramKmsKeyArn, "kms", "arn:aws:kms:…:key/…");
  }
  if (props.scramRotationLambdaArn !== undefined) {
    requireArn(
      "scramRotationLambdaArn",
      props.scramRotationLambdaArn,
      "lambda",
      "arn:aws:lambda:…:function:…",
    );
  }
  if (props.scramRotationDays === undefined) return;
  if (props.scramRotationLambdaArn === undefined) {
    const allowed = "none, or scramRotationLambdaArn beside it";
    throw new InvalidPropError("scramRotationDays", props.scramRotationDays, allowed);
  }
  requireInteger("scramRotationDays", props.scramRotationDays, 1, 90, "days");
}
