import type { ReportDiff } from "./diff.js";
import type { Report } from "./report.js";

/** How a report is shown; a format ignores what does not concern it. */
export interface RenderOptions {
  /** html: what changed since the previous report. */
  readonly changes?: ReportDiff;
  /** terminal: columns to wrap at, default 80. */
  readonly width?: number;
  /** terminal: 0 no colour (default), 1 sixteen, 2 256, 3 true colour. */
  readonly color?: 0 | 1 | 2 | 3;
  /** terminal: also passes, satisfied evidence, notes and the statement of every control. */
  readonly verbose?: boolean;
  /** terminal: where a place in the source or a policy is shown, as a URL; null for nowhere. Default: no links. */
  readonly links?: (target: LinkTarget) => string | null;
  /** terminal: the reasons of the gate and the verdict line only. */
  readonly quiet?: boolean;
  /** github, gitlab, sarif: what positions are relative to, as a folder of the repository, such as `infra`; default its root. */
  readonly sourceRoot?: string;
  /**
   * github, gitlab, sarif: the file of the repository that stands in where the position of a resource is not known, default
   * `main.tf` in `sourceRoot`. GitHub rejects results without a file, and the plan is none of the repository.
   */
  readonly fallbackUri?: string;
  /** asff: the AWS account, 12 digits, and the region of the findings. */
  readonly account?: string;
  readonly region?: string;
  /** sarif: keeps apart several reports on one commit, default `safeguard`. */
  readonly category?: string;
  /** markdown: the greatest size in bytes, default 1 MiB (a GitHub step summary); 65,536 fits a comment. */
  readonly limit?: number;
}

export type LinkTarget =
  | { readonly file: string; readonly line: number }
  | { readonly policy: string; readonly references: readonly string[] };

/** A pure function of the report, under a name. */
export interface Format {
  readonly name: string;
  readonly description: string;
  /** Of a file in this format, without the dot. */
  readonly extension: string;
  readonly render: (report: Report, options?: RenderOptions) => string;
}
