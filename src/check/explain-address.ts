import { assess } from "../assessment/assess.js";
import type { Surroundings } from "../input/read.js";
import { explainResource } from "./explain-resource.js";
import { type JudgeOptions, judge, readVersion } from "./judge.js";
import { resourceAt } from "./resource-at.js";

/**
 * Why a resource gets its verdicts, as text: evidence, references step by step, policies that do not judge it.
 * Throws {@link ConfigError} where no input has the address.
 */
export async function explainAddress(
  address: string,
  options: JudgeOptions,
  around: Surroundings,
): Promise<string> {
  const { judged, bundle, framework, adjusted } = await judge(options, around, "everything");
  const resource = resourceAt(
    judged.map(({ inventory }) => inventory),
    address,
  );
  const pages = judged
    .filter(({ inventory }) => inventory.resources[resource.type]?.[address] !== undefined)
    .map(({ document, inventory, evaluation }) => {
      const verdicts = evaluation.verdicts.filter((verdict) => verdict.address === address);
      const report = assess({
        inputs: [{ path: document.path, inventory, verdicts, diagnostics: [] }],
        catalogue: bundle.catalogue,
        framework,
        ...adjusted,
        gate: {},
        assessedAt: options.assessedAt,
        tool: { version: readVersion() },
      });
      const exemptions = evaluation.exemptions.filter((exemption) => exemption.address === address);
      return explainResource({ inventory, findings: report.findings, exemptions, resource });
    });
  return pages.join("\n\n");
}
