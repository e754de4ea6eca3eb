import { requireMatch } from "./validation.js";

export interface TagProps {
  /** Project the resources belong to: 1-20 lower-case letters, digits and hyphens. First part of every name. */
  readonly project: string;
  /** Environment, e.g. `production`: 1-20 lower-case letters, digits and hyphens. Second part of every name. */
  readonly environment: string;
  /** Team that answers for the resources (tag `Owner`). Default: `project`. */
  readonly owner?: string | undefined;
  /** What the data is (tag `DataClassification`), e.g. `PHI`. Default: `PHI`, the careful choice. */
  readonly dataClassification?: string | undefined;
  /** More tags; they win over nothing that the module sets. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

const NAME_PART = /^[a-z][a-z0-9-]{0,19}$/;
const NAME_PART_WORDS = "1-20 lower-case letters, digits and hyphens, starting with a letter";

/** `<project>-<environment>`, the start of every name. */
export function namePrefix(props: TagProps): string {
  requireMatch("project", props.project, NAME_PART, NAME_PART_WORDS);
  requireMatch("environment", props.environment, NAME_PART, NAME_PART_WORDS);
  return `${props.project}-${props.environment}`;
}

/** The tags that every resource of a module carries. */
export function commonTags(props: TagProps): Record<string, string> {
  return {
    ...props.tags,
    Project: props.project,
    Environment: props.environment,
    ManagedBy: "terraform",
    Owner: props.owner ?? props.project,
    DataClassification: props.dataClassification ?? "PHI",
  };
}
