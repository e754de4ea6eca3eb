import type { Found } from "./detect.js";
import { planOf, rootsToPlan, synthesis, word } from "./plans.js";

export const PRE_COMMIT_FILE = ".pre-commit-config.yaml";
const HOOK = "safeguard";

/** A hook before a push, since a plan takes longer than a commit should. */
interface Hook {
  readonly id: typeof HOOK;
  readonly name: string;
  readonly language: "system";
  readonly entry: string;
  readonly files?: string;
  readonly pass_filenames: false;
  readonly stages: readonly ["pre-push"];
}

function hook(found: Found): Hook {
  const plans = rootsToPlan(found).flatMap((root) => {
    const terraform = `terraform -chdir=${quoted(root)}`;
    return [
      `${terraform} init -input=false > /dev/null`,
      `${terraform} plan -input=false -out=plan.tfplan > /dev/null`,
      `${terraform} show -json plan.tfplan > ${quoted(planOf(root))}`,
    ];
  });
  const stacks = found.cdktf.flatMap(({ folder }) =>
    synthesis(false).map((line) => `(cd ${quoted(folder)} && ${line} > /dev/null)`),
  );
  return {
    id: HOOK,
    name: "Safeguard",
    language: "system",
    entry: `sh -c '${[...plans, ...stacks, "safeguard check"].join(" && ")}'`,
    // A stack may be written in any language.
    ...(found.cdktf.length === 0
      ? { files: "(\\.tf(vars)?(\\.json)?|safeguard\\.config\\.(ya?ml|json))$" }
      : {}),
    pass_filenames: false,
    stages: ["pre-push"],
  };
}

/** Within the single quotes of `sh -c`. */
function quoted(text: string): string {
  return word(text).replaceAll("'", '"');
}

const OPENING = `# Hooks of pre-commit: https://pre-commit.com. To install those before a push:
#   pre-commit install --hook-type pre-push
`;

/** A file with the hook alone, or a file that is there with the hook added or renewed; the rest stays as it is. Null for no such file. */
export async function preCommitFile(found: Found, existing: string | null): Promise<string | null> {
  const { Document, isMap, isSeq, parseDocument } = await import("yaml");
  const local = { repo: "local", hooks: [hook(found)] };
  if (existing === null) return OPENING + new Document({ repos: [local] }).toString({ lineWidth: 0 });
  const document = parseDocument(existing);
  const repos: unknown = document.get("repos");
  if (document.errors.length > 0 || !isSeq(repos)) return null;
  for (const repo of repos.items) {
    const hooks: unknown = isMap(repo) ? repo.get("hooks") : undefined;
    if (!isMap(repo) || !isSeq(hooks) || repo.get("repo") !== "local") continue;
    const index = hooks.items.findIndex((one) => isMap(one) && one.get("id") === HOOK);
    if (index < 0) continue;
    hooks.set(index, document.createNode(hook(found)));
    return document.toString({ lineWidth: 0 });
  }
  repos.add(document.createNode(local));
  return document.toString({ lineWidth: 0 });
}

/** The entry by itself, for people to copy. */
export async function preCommitEntry(found: Found): Promise<string> {
  const { stringify } = await import("yaml");
  return stringify([{ repo: "local", hooks: [hook(found)] }], { lineWidth: 0 });
}
