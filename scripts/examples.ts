import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { parse } from "yaml";

export type Variant = "good" | "bad";

/** What `policies/<service>/examples/<rule>/` holds. */
export interface Example {
  readonly policy: string;
  readonly service: string;
  /** Terraform that the policy passes; without a provider block. */
  readonly good: string;
  /** The same with one fact changed, which the policy fails; null where AWS guarantees what the policy asks for. */
  readonly bad: string | null;
  readonly fact: Fact;
}

/** `fact.yaml`: what the two differ in. */
export interface Fact {
  /** Address → paths in `good.tf` that the verdict rests on. Where they are not known, neither is the verdict. */
  readonly hide: Readonly<Record<string, readonly string[]>>;
  /** Other policies that fail on `bad.tf`, because they ask for the same fact. */
  readonly also: readonly string[];
  /** Parameters that the examples are judged by, where the fact stands in the configuration. */
  readonly parameters: Readonly<Partial<Record<Variant, Readonly<Record<string, unknown>>>>>;
  /** Why hiding settles nothing or `bad.tf` cannot be, where that is so. */
  readonly because: string | null;
}

/** Its provider is not to be had everywhere: its examples are not planned, but judged as they are written. */
export const NOT_PLANNED = "upstash";

/** All examples, sorted by policy. */
export function readExamples(root: string): Example[] {
  return globSync(["policies/*/examples/*/good.tf"], { cwd: root })
    .map((file) => readExample(root, file))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

/** A configuration that calls the good and the bad example as modules; planned as `fixtures/examples/<service>.json`. */
export function callExamples(examples: readonly Example[]): ReadonlyMap<string, string> {
  const files = new Map([["main.tf", PROVIDER]]);
  for (const example of examples) {
    for (const variant of ["good", "bad"] as const) {
      const text = example[variant];
      if (text === null) continue;
      const name = moduleName(example.policy, variant);
      files.set(`${name}/main.tf`, text);
      files.set("main.tf", `${files.get("main.tf")}\nmodule "${name}" {\n  source = "./${name}"\n}\n`);
    }
  }
  return files;
}

/** The module that an example is planned as. */
export function moduleName(policy: string, variant: Variant): string {
  return `${policy.slice(policy.indexOf("/") + 1)}-${variant}`;
}

function readExample(root: string, file: string): Example {
  const [, service = "", , rule = ""] = file.split("/");
  const folder = join(root, file, "..");
  const bad = join(folder, "bad.tf");
  const {
    hide = {},
    also = [],
    parameters = {},
    because = null,
  } = parse(readFileSync(join(folder, "fact.yaml"), "utf8")) as Partial<Fact>;
  return {
    policy: `${service}/${rule}`,
    service,
    good: readFileSync(join(root, file), "utf8"),
    bad: existsSync(bad) ? readFileSync(bad, "utf8") : null,
    fact: { hide, also, parameters, because },
  };
}

/** No account stands behind the plans: the provider must not ask AWS who we are. */
const PROVIDER = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_metadata_api_check     = "true"
  skip_region_validation      = true
  skip_requesting_account_id  = true
}
`;
