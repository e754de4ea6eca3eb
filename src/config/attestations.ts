import { resolve } from "node:path";
import type { Framework } from "../assessment/framework.js";
import { assets } from "../assets.js";
import { didYouMean } from "../check/closest.js";
import { ConfigError } from "../errors.js";
import type { Attestation } from "../report/report.js";
import { readYaml } from "./yaml.js";

type Written = Omit<Attestation, "links"> & Partial<Attestation>;

/** The attestations of a file by control. Throws {@link ConfigError} with line and key. */
export async function readAttestations(
  file: string,
  cwd: string,
  framework: Framework,
): Promise<Readonly<Record<string, Attestation>>> {
  const { value, lineOf } = await readYaml(resolve(cwd, file), cwd, {
    schema: assets.attestationsSchema,
    what: "the attestations",
    hint: "docs/configuration.md describes attestations.",
  });
  const ids = framework.controls.map(({ id }) => id);
  const { attestations } = value as { attestations: Record<string, Written> | null };
  const written = attestations ?? {};
  for (const [id, { date, reviewBy }] of Object.entries(written)) {
    if (!ids.includes(id)) {
      throw new ConfigError(
        "unknown-control",
        `${lineOf(["attestations", id])}: there is no control ${id} in the ${framework.title}${didYouMean(id, ids)}`,
        "safeguard controls lists them.",
      );
    }
    if (reviewBy < date) {
      throw new ConfigError(
        "attestation-dates",
        `${lineOf(["attestations", id, "reviewBy"])}: reviewBy ${reviewBy} of ${id} is before its date ${date}.`,
        "Name the day by which it is to be reviewed.",
      );
    }
  }
  return Object.fromEntries(
    Object.entries(written).map(([id, attestation]) => [
      id,
      { ...attestation, links: attestation.links ?? [] },
    ]),
  );
}

/** A file to begin with: every control that no policy shows, with what the organisation has to show for it. */
export function starter(framework: Framework): string {
  const lines = framework.controls
    .filter(
      ({ policies, id }) => policies.length === 0 && !framework.controls.some((part) => part.standard === id),
    )
    .flatMap(({ id, title, designation, organisation }) => [
      "",
      `  # ${title} (${designation ?? "standard"}): ${organisation ?? ""}`,
      `  # ${id}:`,
      "  #   statement: What holds, in a sentence or two.",
      "  #   owner: Who states it and answers for it.",
      "  #   date: 2026-01-31",
      "  #   reviewBy: 2027-01-31",
      "  #   links: [Where the documents are.]",
    ]);
  return [
    `# What the organisation states of the controls of the ${framework.title} that infrastructure cannot show.`,
    "# Take away the # of what holds; what is past its reviewBy counts as absent.",
    "# yaml-language-server: $schema=node_modules/safeguard/schemas/attestations.v1.schema.json",
    "attestations:",
    ...lines,
    "",
  ].join("\n");
}
