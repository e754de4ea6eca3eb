import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CheckOptions } from "../../src/check/check.js";
import { makeEvidence, replay } from "../../src/check/evidence.js";
import type { PackageFiles } from "../../src/evidence/digest.js";
import { linkTo } from "../../src/evidence/manifest.js";
import { verifyPackage } from "../../src/evidence/verify.js";
import type { Report } from "../../src/report/report.js";
import { withoutOpa } from "../rego/support.js";
import { everything, surroundings, writeEstate } from "./estate.js";

const root = mkdtempSync(join(tmpdir(), "safeguard-everything-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const estate = join(root, "estate");
const NO_OPA = "opa-that-does-not-exist";
let report: Report;
let files: PackageFiles;

async function packed(cwd: string, changes: Partial<CheckOptions> = {}) {
  const first = { key: null, previous: null };
  const { files: before, report: reported } = await makeEvidence(
    { ...everything, assessedAt: "2026-10-21T00:00:00Z" },
    first,
    surroundings(cwd),
  );
  const seal = { key: null, previous: linkTo(before), before: reported };
  return makeEvidence({ ...everything, ...changes }, seal, surroundings(cwd));
}

beforeAll(async () => {
  mkdirSync(estate);
  await writeEstate(estate);
  ({ report, files } = await packed(estate));
}, 120_000);

/** Copies of the package and of what it is about, with nothing that the package should hold itself. */
function moved(change: (folder: string) => void = () => {}) {
  const cwd = mkdtempSync(join(root, "moved-"));
  for (const folder of ["infra", "app"])
    cpSync(join(estate, folder), join(cwd, "a/checkout", folder), { recursive: true });
  const sealed = join(cwd, "vault/package");
  for (const [name, bytes] of files) {
    mkdirSync(dirname(join(sealed, name)), { recursive: true });
    writeFileSync(join(sealed, name), bytes);
  }
  change(join(cwd, "a/checkout"));
  const inputs = ["app", "infra"].map((folder) => `a/checkout/${folder}/plan.json`);
  return (given = inputs, from: PackageFiles = files) =>
    replay(from, "vault/package", given, null, { ...surroundings(cwd), opa: NO_OPA });
}

describe("a package of everything that a project can say", () => {
  it("holds all of it", () => {
    const has = (some: (finding: Report["findings"][number]) => boolean) => report.findings.some(some);
    expect({
      inputs: report.inputs.map(({ path }) => path),
      excluded: report.excluded[0]?.reason,
      severities: report.severityChanges.map(({ by }) => by),
      known: has(({ baseline }) => baseline === "known"),
      fresh: has(({ baseline }) => baseline === "new"),
      filed: has(({ waiver }) => waiver !== null && waiver.place === undefined),
      inline: has(({ waiver }) => waiver?.place?.startsWith("infra/main.tf:") ?? false),
      override: has(({ parameters }) => Object.values(parameters).some(({ from }) => /overrides/.test(from))),
      attested: report.controls.some(({ status }) => status === "attested"),
      own: report.controls.some(({ id }) => id === "clinic-1"),
      bundles: report.tool.policyBundle.bundles?.map(({ name }) => name),
    }).toMatchObject({
      inputs: ["app/plan.json", "infra/plan.json"],
      excluded: "Nothing of Upstash holds ePHI here.",
      known: true,
      fresh: true,
      filed: true,
      inline: true,
      override: true,
      attested: true,
      own: true,
      ...(withoutOpa ? {} : { bundles: ["safeguard", "acme", "beta"] }),
    });
    expect(report.severityChanges.map(({ by }) => by)).toContainEqual(
      expect.stringMatching(/^org\/base\.yaml/),
    );
    for (const file of [
      "baseline.json",
      "inline-waivers.json",
      "waivers.yaml",
      "extends/1.yaml",
      "framework.yaml",
    ])
      expect(files.has(`config/${file}`), file).toBe(true);
    expect(new TextDecoder().decode(files.get("report.html"))).toMatch(/previous report/i);
  });

  it("is the same bytes again, in another folder too, and names no folder of the machine", async () => {
    const other = join(root, "other/deep/estate");
    mkdirSync(dirname(other), { recursive: true });
    cpSync(estate, other, { recursive: true });
    const again = await packed(other);
    expect([...again.files.keys()]).toEqual([...files.keys()]);
    for (const [name, bytes] of files) {
      expect(Buffer.compare(bytes, again.files.get(name) ?? new Uint8Array()), name).toBe(0);
      expect(Buffer.from(bytes).includes(root), name).toBe(false);
    }
  }, 120_000);

  it("names whichever file is changed", () => {
    expect(verifyPackage(files, null).problems).toEqual([]);
    for (const [name, bytes] of files) {
      const changed = Uint8Array.from(bytes);
      const middle = changed.length >> 1;
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      const { problems } = verifyPackage(new Map(files).set(name, changed), null);
      expect(
        problems.map(({ file }) => file),
        name,
      ).toContain(name);
    }
  });

  it("is replayed from another folder, without OPA and without any file of the project but plans and source", async () => {
    expect(await moved()()).toEqual({ same: true, differences: [] });
  }, 120_000);

  it.each<[string, (text: string) => string, string | RegExp]>([
    [
      "safeguard.config.yaml",
      (text) => text.replace("upstash/*", "vendor/*"),
      "Other policies are excluded.",
    ],
    [
      "extends/1.yaml",
      (text) => text.replace("severity: low", "severity: high"),
      /^Other policies have another severity/,
    ],
    [
      "extends/1.yaml",
      (text) => text.replace("2024-02-01", "2026-12-01"),
      /vendor\/business-associate on \S+, .*pass \(\w+\) then, fail/,
    ],
    [
      "waivers.yaml",
      (text) => text.replace("2027-03-31", "2026-03-31"),
      /sqs\/no-public-access on \S+, waived \(critical\) then, (known )?fail \(critical\) now/,
    ],
    [
      "inline-waivers.json",
      (text) => text.replaceAll("sqs/tls-only", "sqs/dead-letter-alarm"),
      /sqs\/tls-only on \S+, waived \(\w+\) then/,
    ],
    [
      "attestations.yaml",
      (text) => text.replace("2027-01-31", "2026-02-01"),
      /164\.308\(a\)\(2\), attested then, not-assessed now/,
    ],
    [
      "baseline.json",
      (text) => text.replace(/^ {2}.*customer-managed-key.*$\n/gm, "").replace(/,\n \]/, "\n ]"),
      /customer-managed-key on \S+, known fail \(\w+\) then, fail/,
    ],
    [
      "framework.yaml",
      (text) => text.replace("sqs/tls-only", "sqs/dead-letter-alarm"),
      /^Other controls come out: /,
    ],
    ["run.json", (text) => text.replace("400", "1"), /logs\/retention on/],
  ])(
    "says what is not the same with another %s",
    async (file, change, says) => {
      const name = `config/${file}`;
      const text = new TextDecoder().decode(files.get(name));
      const other = change(text);
      expect(other).not.toBe(text);
      const again = moved((folder) => writeFileSync(join(folder, `../../vault/package/${name}`), other));
      const { differences } = await again(undefined, new Map(files).set(name, Buffer.from(other)));
      expect(differences).toContainEqual(expect.stringMatching(says));
    },
    120_000,
  );

  it("says so when source or a document is not at hand, or when something stands otherwise beside a resource", async () => {
    const bare = moved((folder) => cpSync(join(folder, "infra/plan.json"), join(folder, "alone.json")));
    expect((await bare(["a/checkout/alone.json", "a/checkout/app/plan.json"])).differences[0]).toBe(
      "A Terraform configuration was at hand then; name it with --source.",
    );
    expect((await bare(["a/checkout/infra/plan.json"])).differences[0]).toBe(
      "1 of its documents were not given.",
    );
    const main = (folder: string) => join(folder, "infra/main.tf");
    const rewritten = moved((folder) =>
      writeFileSync(
        main(folder),
        readFileSync(main(folder), "utf8").replace("until=2027-03-31", "until=2027-04-30"),
      ),
    );
    expect((await rewritten()).differences).toEqual([
      "The source holds other waivers beside its resources than then.",
    ]);
  }, 120_000);
});
