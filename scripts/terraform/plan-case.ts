import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Case, synthesize } from "../../fixtures/cases/case.js";
import { deploy } from "./deployed-state.js";
import { MockAws } from "./mock-aws.js";
import type { Terraform, Versions } from "./terraform.js";

/** What is written about a plan in `fixtures/plans/index.json`. */
export interface Fixture extends Versions {
  /** Folder of the configuration, relative to fixtures/. */
  readonly source: string;
  /** Policies that must fail on the plan and no other; see `Case`. */
  readonly fails?: readonly string[];
  readonly unknown?: readonly string[];
}

/** Files to be written, by path relative to fixtures/. */
export type Files = Map<string, string | Buffer>;

/** `case.json` beside the HCL of a case. A folder `before/` beside it is applied first, to the mock of AWS. */
interface HclCase {
  /** More options of `terraform plan`. */
  readonly planOptions?: readonly string[];
  /** Planning fails, and the plan that tells so is the fixture. */
  readonly planFails?: boolean;
  /** What somebody changes by hand between `before/` and the plan: attributes by queue. */
  readonly drift?: Readonly<Record<string, Record<string, string>>>;
  /** Where to keep the binary plan. */
  readonly keepPlan?: string;
  /** Where to keep `terraform show -json` of the state that `before/` left. */
  readonly keepState?: string;
}

const PLAN = "plan.tfplan";

/** Plans what a CDKTF case synthesizes, or keeps that alone where the case is not planned. */
export async function planStack(
  terraform: Terraform,
  folder: string,
  name: string,
  written: Case,
  files: Files,
): Promise<Fixture | null> {
  const stack = `${synthesize(name, written)}\n`;
  const source = `stacks/${name}`;
  files.set(`${source}/cdk.tf.json`, stack);
  const { planned, deployed } = written;
  if (planned === false) return null;
  await mkdir(folder, { recursive: true });
  const before = deployed ? `${synthesize(name, { build: deployed })}\n` : null;
  if (before !== null) files.set(`${source}/before/cdk.tf.json`, before);
  await writeFile(join(folder, "cdk.tf.json"), before ?? stack);
  const aws = await MockAws.start();
  try {
    const local = terraform.with(aws.environment);
    const versions = await local.initialize(folder);
    if (deployed) {
      await deploy(local, folder);
      await writeFile(join(folder, "cdk.tf.json"), stack);
    }
    await local.plan(folder, PLAN, deployed ? ["-refresh=false"] : []);
    files.set(`plans/${name}.json`, await shown(local, folder, PLAN));
    const expected = written.fails && { fails: written.fails, unknown: written.unknown ?? [] };
    return { ...versions, source, ...expected };
  } finally {
    await aws.stop();
  }
}

/** The plan of a configuration given as texts by path. */
export async function planFiles(
  terraform: Terraform,
  folder: string,
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  for (const [path, text] of texts) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const aws = await MockAws.start();
  try {
    const local = terraform.with(aws.environment);
    await local.initialize(folder);
    await local.plan(folder, PLAN);
    return await shown(local, folder, PLAN);
  } finally {
    await aws.stop();
  }
}

/** Plans the HCL in `origin`. */
export async function planHcl(
  terraform: Terraform,
  folder: string,
  name: string,
  origin: string,
  files: Files,
): Promise<Fixture> {
  await cp(origin, folder, { recursive: true });
  const options = join(folder, "case.json");
  const hcl: HclCase = existsSync(options) ? JSON.parse(await readFile(options, "utf8")) : {};
  const aws = await MockAws.start();
  try {
    const local = terraform.with(aws.environment);
    await applyBefore(local, folder, aws, hcl, files);
    const versions = await local.initialize(folder);
    await local.plan(folder, PLAN, hcl.planOptions).catch((error: unknown) => {
      if (!hcl.planFails) throw error;
    });
    files.set(`plans/${name}.json`, await shown(local, folder, PLAN));
    if (hcl.keepPlan) files.set(hcl.keepPlan, await readFile(join(folder, PLAN)));
    return { ...versions, source: `hcl/${name}` };
  } finally {
    await aws.stop();
  }
}

async function applyBefore(
  terraform: Terraform,
  folder: string,
  aws: MockAws,
  hcl: HclCase,
  files: Files,
): Promise<void> {
  const before = join(folder, "before");
  if (existsSync(before)) {
    await terraform.initialize(before);
    await terraform.apply(before);
    if (hcl.keepState) files.set(hcl.keepState, await shown(terraform, before, "terraform.tfstate"));
    await cp(join(before, "terraform.tfstate"), join(folder, "terraform.tfstate"));
  }
  for (const [queue, attributes] of Object.entries(hcl.drift ?? {})) aws.change(queue, attributes);
}

/** Plan or state as JSON, without what differs from one run to the next: the time, and the order of one list. */
async function shown(terraform: Terraform, folder: string, file: string): Promise<string> {
  const document = JSON.parse(await terraform.show(folder, file));
  if (document.timestamp) document.timestamp = "2025-01-01T00:00:00Z";
  document.relevant_attributes?.sort(byText);
  return json(document);
}

export function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
