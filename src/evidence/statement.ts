import type { Finding, Report } from "../report/report.js";
import { outcome } from "../report/text.js";
import { type PackageFiles, sha256 } from "./digest.js";
import { MANIFEST } from "./manifest.js";

export const PAYLOAD_TYPE = "application/vnd.in-toto+json";
const STATEMENT = "https://in-toto.io/Statement/v1";
const PREDICATE = "https://in-toto.io/attestation/test-result/v0.1";

interface Descriptor {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

/**
 * An in-toto statement about the assessed documents: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md,
 * with the predicate https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md and, under
 * `safeguard`, what it leaves out.
 */
export interface Statement {
  readonly _type: typeof STATEMENT;
  readonly subject: readonly Descriptor[];
  readonly predicateType: typeof PREDICATE;
  readonly predicate: {
    readonly result: "PASSED" | "WARNED" | "FAILED";
    /** The policies, the configuration and the manifest, which names every other file. */
    readonly configuration: readonly Descriptor[];
    readonly passedTests: readonly string[];
    readonly warnedTests: readonly string[];
    readonly failedTests: readonly string[];
    readonly safeguard: {
      readonly tool: Report["tool"];
      readonly framework: string;
      readonly assessedAt: string;
      readonly gate: Report["gate"];
      readonly controls: Readonly<Record<string, string>>;
    };
  };
}

/** @param files The package with its manifest. */
export function makeStatement(report: Report, files: PackageFiles): Statement {
  const tests = (...outcomes: string[]) =>
    report.findings.filter((finding) => outcomes.includes(outcome(finding))).map(testName);
  const warned = tests("unknown", "waived");
  return {
    _type: STATEMENT,
    subject: report.inputs.map(({ path, digest }) => ({
      name: path,
      digest: { sha256: digest.replace(/^sha256:/, "") },
    })),
    predicateType: PREDICATE,
    predicate: {
      result: resultOf(report),
      configuration: [
        ...policyBundles(report).map(({ name, digest }) => ({
          name,
          digest: { sha256: digest.replace(/^sha256:/, "") },
        })),
        ...[...files]
          .filter(([path]) => path === MANIFEST || path.startsWith("config/"))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([path, bytes]) => ({ name: path, digest: { sha256: sha256(bytes) } })),
      ],
      passedTests: tests("pass"),
      warnedTests: warned,
      failedTests: tests("fail"),
      safeguard: {
        tool: report.tool,
        framework: report.framework.id,
        assessedAt: report.assessedAt,
        gate: report.gate,
        controls: Object.fromEntries(report.controls.map(({ id, status }) => [id, status])),
      },
    },
  };
}

/** What was evaluated, by its file in the package where it lies there under the same digest. */
function policyBundles({ tool: { policyBundle } }: Report): { name: string; digest: string }[] {
  const [shipped, ...custom] = policyBundle.bundles ?? [policyBundle];
  return [
    { name: "policy.wasm", digest: shipped?.digest ?? policyBundle.digest },
    ...custom.map((bundle) => ({
      name: customBundlePath("name" in bundle ? bundle.name : ""),
      digest: bundle.digest,
    })),
  ];
}

/** Where a bundle of one's own lies in a package. */
export function customBundlePath(name: string): string {
  return `policies/custom/${name}.tar`;
}

function testName({ policy, resource, input }: Finding): string {
  return `${policy} ${resource.address} (${input})`;
}

/** `WARNED`: the gate passed, and yet not everything holds. */
function resultOf({ gate, summary }: Report): "PASSED" | "WARNED" | "FAILED" {
  if (gate.result === "failed") return "FAILED";
  return summary.fail + summary.unknown + summary.waived > 0 ? "WARNED" : "PASSED";
}
