import type { Assessment } from "../assessment/assess.js";
import { WaiverBook } from "../assessment/waivers.js";
import { readAttestations } from "../config/attestations.js";
import { entriesOf, type InlineWaiver, type InlineWaivers, inlineWaivers } from "../config/inline-waivers.js";
import { VENDOR_POLICY, vendorNotes } from "../config/vendors.js";
import { readWaivers } from "../config/waivers.js";
import { fits } from "../inventory/selector.js";
import type { CheckOptions } from "./check.js";
import type { Judgement } from "./judge.js";

/**
 * What people accept or state: waivers, in a file and beside the resources, and attestations. Throws {@link ConfigError}.
 * @param recorded Stands for the waivers beside the resources.
 */
export async function readAccepted(
  judgement: Judgement,
  options: CheckOptions,
  cwd: string,
  recorded?: readonly InlineWaiver[],
): Promise<Pick<Assessment, "waiverFor" | "closingNotes" | "attestations">> {
  const { config, whole, bundle, framework } = judgement;
  const waiverFile = options.waivers ?? config.waivers;
  const attestationFile = options.attestations ?? config.attestations;
  const filed = waiverFile === null ? [] : await readWaivers(waiverFile, cwd, whole);
  const inline = recorded === undefined ? waiversBeside(judgement) : { waivers: recorded, diagnostics: [] };
  const entries = [...filed, ...entriesOf(inline.waivers)].filter(({ policies }) =>
    bundle.catalogue.policies.some(({ id }) => fits(policies, id)),
  );
  const today = options.assessedAt.slice(0, 10);
  const book = new WaiverBook(entries, today, !options.changedOnly);
  const asksForVendors = bundle.catalogue.policies.some(({ id }) => id === VENDOR_POLICY);
  const attestations =
    attestationFile === null ? {} : await readAttestations(attestationFile, cwd, framework);
  return {
    waiverFor: (finding, resource) => book.waiverFor(finding, resource),
    closingNotes: () => [
      ...book.notes(),
      ...inline.diagnostics,
      ...(asksForVendors ? vendorNotes(config, today) : []),
    ],
    attestations,
  };
}

/** The waivers beside the resources that were judged. */
export function waiversBeside({ judged, whole }: Judgement): InlineWaivers {
  return inlineWaivers(
    judged.map(({ document, inventory }) => ({ path: document.path, inventory })),
    whole,
  );
}
