import type { Inventory, Resource } from "../inventory/inventory.js";
import { type Host, openHost } from "./host.js";
import { DEFAULTS, type ParameterSet, type ParameterSettings, valuesOf } from "./parameters.js";
import type { Catalogue, Evidence, Policy, Status, Verdict } from "./verdict.js";

/** Compiled policies and what is known of them. */
export interface PolicyBundle {
  /** Perhaps still being compiled, which takes as long as reading a plan and goes on beside it. */
  readonly module: WebAssembly.Module | Promise<WebAssembly.Module>;
  readonly catalogue: Catalogue;
}

/** What policies may know of the assessment, as `data.assessment`. */
export interface AssessmentFacts {
  /** ISO 8601, the day alone; policies that ask for it are undecided without. */
  readonly date?: string;
}

/** A policy that could not be evaluated. Its subjects get `unknown` verdicts and the run must not pass. */
export interface EngineFailure {
  readonly policy: string;
  readonly message: string;
}

export interface Evaluation {
  /** Sorted by policy, then by address. */
  readonly verdicts: readonly Verdict[];
  /** Subjects that a policy does not judge, and why; sorted likewise. */
  readonly exemptions: readonly Exemption[];
  readonly failures: readonly EngineFailure[];
}

export interface Exemption {
  readonly policy: string;
  readonly address: string;
  readonly reason: string;
}

/** Shown with the verdicts of a policy that failed; the cause stands in {@link EngineFailure}. */
const ENGINE_FAILED = "the policy could not be evaluated, which is a defect of the policy or the engine";
const WHICH_PARAMETERS =
  "The configuration sets other parameters for resources with certain tags, and these tags are not known.";
const CANARY = "safeguard/canary/seen";
/** Entrypoints that yield all rules of a service at once, by its name. */
export const SERVICES = "safeguard/lib/services";
/** Characters of the input up to which a service is evaluated at once; beyond, memory counts for more than time. */
const AT_ONCE = 8_000_000;
const STATUSES: ReadonlySet<unknown> = new Set<Status>(["pass", "fail", "unknown"]);
const STATES: ReadonlySet<unknown> = new Set(["satisfied", "violated", "undetermined"]);

/** Evaluates every policy over one inventory. A policy that throws, or breaks the contract, never passes anything. */
export async function evaluate(
  inventory: Inventory,
  bundle: PolicyBundle,
  settings: ParameterSettings = DEFAULTS,
  assessment: AssessmentFacts = {},
): Promise<Evaluation> {
  const { catalogue } = bundle;
  const resources = pick(inventory, catalogue.types);
  const input = JSON.stringify({ resources });
  let host: Host;
  try {
    host = openHost(
      await bundle.module,
      input,
      parametersOf(settings).map((parameters) => JSON.stringify({ parameters, assessment })),
    );
    assertSeen(host, resources);
  } catch (error) {
    return everythingUnknown(catalogue.policies, resources, reason(error));
  }
  const verdicts: Verdict[] = [];
  const exemptions: Exemption[] = [];
  const failures: EngineFailure[] = [];
  const services =
    input.length > AT_ONCE ? new Map<string, unknown>() : evaluateServices(catalogue.policies, host);
  for (const policy of catalogue.policies) {
    try {
      for (const outcome of judgeBySettings(
        policy,
        host,
        resources,
        settings,
        services.get(policy.service),
      )) {
        if ("reason" in outcome) exemptions.push(outcome);
        else verdicts.push(outcome);
      }
    } catch (error) {
      failures.push({ policy: policy.id, message: reason(error) });
      verdicts.push(...unknownFor(policy, resources));
    }
  }
  return {
    verdicts: verdicts.sort(byPolicyThenAddress),
    exemptions: exemptions.sort(byPolicyThenAddress),
    failures,
  };
}

type Resources = Record<string, Readonly<Record<string, Omit<Resource, "source" | "construct">>>>;

/** Types that no policy reads, and where a resource stands in the source, would only cost time. */
function pick(inventory: Inventory, types: readonly string[]): Resources {
  const picked: Resources = {};
  for (const type of types) {
    const ofType = inventory.resources[type];
    if (ofType === undefined) continue;
    const entries = Object.entries(ofType).map(
      ([address, { source, construct, ...read }]) => [address, read] as const,
    );
    picked[type] = Object.fromEntries(entries);
  }
  return picked;
}

/** The canary counts what the engine holds: an input that did not arrive would make every policy silent. */
function assertSeen(host: Host, resources: Resources): void {
  const seen = host.evaluate(CANARY) as Record<string, number> | undefined;
  for (const [type, ofType] of Object.entries(resources)) {
    const sent = Object.keys(ofType).length;
    if (seen?.[type] !== sent) {
      throw new Error(`the policy engine was given ${sent} ${type} and saw ${seen?.[type] ?? "none"}`);
    }
  }
}

/**
 * All rules of a service at once: what its policies share is then evaluated once, not for each. Where one of them throws,
 * the service is left out and its policies are evaluated one by one.
 */
function evaluateServices(policies: readonly Policy[], host: Host): ReadonlyMap<string, unknown> {
  const results = new Map<string, unknown>();
  const entrypoints = new Set(host.entrypoints);
  const counts = new Map<string, number>();
  for (const { service } of policies) counts.set(service, (counts.get(service) ?? 0) + 1);
  for (const [service, count] of counts) {
    const entrypoint = `${SERVICES}/${service}`;
    if (count === 1 || !entrypoints.has(entrypoint)) continue;
    try {
      results.set(service, host.evaluate(entrypoint));
    } catch {
      // The policy that throws will say so by itself.
    }
  }
  return results;
}

interface Rules {
  readonly verdict?: unknown;
  readonly exempt?: unknown;
}

/** What the rules of a policy yield, from its service where that was evaluated. */
function rulesOf(policy: Policy, host: Host, service: unknown, data = 0): Rules {
  const entrypoint = `safeguard/${policy.id.replaceAll("-", "_")}`;
  const name = entrypoint.slice(entrypoint.lastIndexOf("/") + 1);
  const rules = (service as Record<string, Rules> | undefined)?.[name];
  if (rules !== undefined) return rules;
  const verdict = host.evaluate(`${entrypoint}/verdict`, data);
  const hasExempt = host.entrypoints.includes(`${entrypoint}/exempt`);
  return hasExempt ? { verdict, exempt: host.evaluate(`${entrypoint}/exempt`, data) } : { verdict };
}

type Outcome = Verdict | Exemption;

/** What a policy makes of each of its subjects, by address. */
function judge(policy: Policy, resources: Resources, rules: Rules): ReadonlyMap<string, Outcome> {
  const results = record(rules.verdict, policy);
  const exempt = "exempt" in rules ? record(rules.exempt, policy) : {};
  const outcomes = new Map<string, Outcome>();
  for (const { type, address } of subjectsOf(policy, resources)) {
    const result = results[address];
    if (result === undefined) {
      if (!Object.hasOwn(exempt, address)) throw new Error(`it gave no verdict for ${address}`);
      outcomes.set(address, { policy: policy.id, address, reason: String(exempt[address]) });
      continue;
    }
    if (Object.hasOwn(exempt, address)) throw new Error(`it both judged and exempted ${address}`);
    outcomes.set(address, { policy: policy.id, type, address, ...checked(result, address) });
  }
  const stray = Object.keys(results).find((address) => !outcomes.has(address));
  if (stray !== undefined) throw new Error(`it judged ${stray}, which is none of its subjects`);
  return outcomes;
}

/** The parameters to evaluate with: the usual ones, then as many more documents as one policy has other sets. */
function parametersOf({ usual, exceptions }: ParameterSettings): Record<string, unknown>[] {
  const documents = [valuesOf(usual)];
  for (const [policy, byAddress] of exceptions) {
    distinctSets(byAddress).forEach((set, index) => {
      documents[index + 1] = { ...documents[index + 1], ...valuesOf([[policy, set]]) };
    });
  }
  return documents;
}

function distinctSets(byAddress: ReadonlyMap<string, readonly ParameterSet[]>): ParameterSet[] {
  const sets = [...byAddress.values()].flat();
  return [...new Map(sets.map((set) => [JSON.stringify(set), set])).values()];
}

/** Judges the resources that other parameters hold for by those, the policy once for each set of parameters. */
function judgeBySettings(
  policy: Policy,
  host: Host,
  resources: Resources,
  { usual, exceptions }: ParameterSettings,
  service: unknown,
): Outcome[] {
  const outcomes = judge(policy, resources, rulesOf(policy, host, service));
  const parameters = usual.get(policy.id);
  const judged = [...outcomes.values()].map((outcome) => judgedBy(outcome, parameters));
  const byAddress = exceptions.get(policy.id);
  if (byAddress === undefined) return judged;
  const bySet = new Map(
    distinctSets(byAddress).map((set, index) => [
      JSON.stringify(set),
      judge(policy, resources, rulesOf(policy, host, undefined, index + 1)),
    ]),
  );
  return judged.map((outcome) => {
    const possible = (byAddress.get(outcome.address) ?? []).flatMap((set) => {
      const found = bySet.get(JSON.stringify(set))?.get(outcome.address);
      return found === undefined ? [] : [judgedBy(found, set)];
    });
    return settled(possible) ?? outcome;
  });
}

function judgedBy(outcome: Outcome, parameters: ParameterSet | undefined): Outcome {
  return "reason" in outcome || parameters === undefined ? outcome : { ...outcome, parameters };
}

/** Where it is not known which parameters hold, the verdict is known only if all of them lead to the same. */
function settled(possible: readonly Outcome[]): Outcome | null {
  const verdicts = possible.filter((outcome) => "status" in outcome);
  const [first, ...others] = verdicts;
  if (first === undefined) return possible[0] ?? null;
  const agreed = others.every(({ status }) => status === first.status);
  if (agreed && (verdicts.length === possible.length || first.status === "pass")) return first;
  const evidence: Evidence = {
    path: "tags",
    state: "undetermined",
    observed: null,
    expected: "tags that tell which parameters hold",
    because: [WHICH_PARAMETERS],
  };
  return { ...first, status: "unknown", evidence: [evidence] };
}

function* subjectsOf(policy: Policy, resources: Resources): Generator<{ type: string; address: string }> {
  for (const type of policy.subjects) {
    for (const resource of Object.values(resources[type] ?? {})) {
      if (resource.mode === "managed") yield { type, address: resource.address };
    }
  }
}

function record(result: unknown, policy: Policy): Record<string, unknown> {
  if (typeof result === "object" && result !== null && !Array.isArray(result)) {
    return result as Record<string, unknown>;
  }
  throw new Error(`${policy.id} did not return an object of verdicts`);
}

function checked(result: unknown, address: string): { status: Status; evidence: readonly Evidence[] } {
  const { status, evidence } = (result ?? {}) as { status?: unknown; evidence?: unknown };
  if (!STATUSES.has(status) || !Array.isArray(evidence) || !evidence.every(isEvidence)) {
    throw new Error(`its verdict for ${address} has not the form of a verdict`);
  }
  return { status: status as Status, evidence };
}

function isEvidence(value: unknown): value is Evidence {
  const { path, state, expected, because } = (value ?? {}) as Partial<Evidence>;
  return (
    typeof path === "string" && STATES.has(state) && typeof expected === "string" && Array.isArray(because)
  );
}

function everythingUnknown(policies: readonly Policy[], resources: Resources, message: string): Evaluation {
  const verdicts = policies.flatMap((policy) => unknownFor(policy, resources));
  return {
    verdicts: verdicts.sort(byPolicyThenAddress),
    exemptions: [],
    failures: policies.map((policy) => ({ policy: policy.id, message })),
  };
}

function unknownFor(policy: Policy, resources: Resources): Verdict[] {
  const evidence: Evidence = {
    path: "",
    state: "undetermined",
    observed: null,
    expected: policy.title,
    because: [ENGINE_FAILED],
  };
  return [...subjectsOf(policy, resources)].map(({ type, address }) => ({
    policy: policy.id,
    type,
    address,
    status: "unknown" as const,
    evidence: [evidence],
  }));
}

/** OPA's wasm throws strings and plain objects as well as errors. */
function reason(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) return String(thrown.message);
  return String(thrown);
}

interface Placed {
  readonly policy: string;
  readonly address: string;
}

function byPolicyThenAddress(a: Placed, b: Placed): number {
  if (a.policy !== b.policy) return a.policy < b.policy ? -1 : 1;
  return a.address < b.address ? -1 : a.address > b.address ? 1 : 0;
}
