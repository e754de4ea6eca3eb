import { resolve } from "node:path";
import * as Flags from "@oclif/core/flags";
import { ConfigError } from "../errors.js";
import { assessmentFlags } from "./assessment.js";
import { BaseCommand } from "./base.js";

const { source: _source, date: _date, ...judging } = assessmentFlags;
const KEY = "SAFEGUARD_RUN_TASK_KEY";
/** What HCP Terraform calls itself, in its regions. */
const HCP = /^app\.(?:[a-z]+\.)?terraform\.io$/;

export default class ServeRunTask extends BaseCommand {
  static override summary = "Serve an HCP Terraform run task: judge the plan of each run.";
  static override description =
    `Listens for HCP Terraform, fetches the plan of the run, checks it and answers passed or failed with every finding. The HMAC key of the run task is taken from ${KEY}. Put TLS in front of it. Ends at SIGTERM, when what runs is answered.`;
  static override examples = [
    "<%= config.bin %> serve-run-task --port 8080",
    "<%= config.bin %> serve-run-task --hostname tfe.example.org --fail-on high",
  ];
  static override flags = {
    host: Flags.string({ description: "address to listen on", helpValue: "ADDRESS", default: "127.0.0.1" }),
    port: Flags.integer({
      description: "port to listen on",
      helpValue: "PORT",
      default: 8080,
      min: 0,
      max: 65_535,
    }),
    hostname: Flags.string({
      description: "HCP Terraform or Terraform Enterprise; others are neither asked nor answered; repeatable",
      helpValue: "NAME",
      default: ["app.terraform.io"],
      multiple: true,
      multipleNonGreedy: true,
    }),
    "download-hostname": Flags.string({
      description:
        "where else plans may be redirected to (default: the archivist of HCP Terraform); repeatable",
      helpValue: "NAME",
      multiple: true,
      multipleNonGreedy: true,
    }),
    concurrency: Flags.integer({
      description: "checks at the same time",
      helpValue: "N",
      default: 2,
      min: 1,
      max: 64,
    }),
    "max-plan-size": Flags.integer({
      description: "largest plan, in MiB",
      helpValue: "MIB",
      default: 256,
      min: 1,
      max: 2048,
    }),
    ...judging,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ServeRunTask);
    const key = process.env[KEY];
    if (key === undefined || key === "") {
      throw new ConfigError(
        "no-key",
        `${KEY} is not set; requests that nobody signed are not answered.`,
        "Set it to the HMAC key that the run task was created with.",
      );
    }
    const { findConfig } = await import("../config/find.js");
    const { serveRunTask } = await import("../run-task/index.js");
    const cwd = process.cwd();
    const hostnames = flags.hostname.map(hostname);
    const downloads = (flags["download-hostname"] ?? []).map(hostname);
    const archivists = hostnames
      .filter((name) => HCP.test(name))
      .map((name) => name.replace(/^app/, "archivist"));
    const told = new Promise<void>((stop) => {
      for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop());
    });
    const server = await serveRunTask(
      {
        host: flags.host,
        port: flags.port,
        key,
        hostnames,
        downloadHostnames: [...archivists, ...downloads],
        concurrency: flags.concurrency,
        largestPlan: flags["max-plan-size"] * 2 ** 20,
        flags: await checkFlags(flags, cwd),
        config: flags.config === undefined ? findConfig(cwd) : resolve(cwd, flags.config),
      },
      (line) => process.stderr.write(line),
    );
    await told;
    await server.close();
  }
}

/** `host` or `host:port` as addresses have it. Throws {@link ConfigError}. */
function hostname(name: string): string {
  const url = `https://${name}`;
  if (URL.canParse(url) && new URL(url).host === name.toLowerCase()) return name.toLowerCase();
  throw new ConfigError(
    "bad-hostname",
    `${name} is no host name; expected app.terraform.io, or tfe.example.org:8443.`,
    "Give the name alone, without https:// and without a path.",
  );
}

/** The flags of a check in another folder. */
async function checkFlags(flags: Readonly<Record<string, unknown>>, cwd: string): Promise<readonly string[]> {
  const { isShipped } = await import("../config/framework.js");
  const absolute: Readonly<Record<string, (value: string) => string>> = {
    waivers: (value) => resolve(cwd, value),
    baseline: (value) => resolve(cwd, value),
    attestations: (value) => resolve(cwd, value),
    framework: (value) => (isShipped(value) ? value : resolve(cwd, value)),
    policies: (value) => resolve(cwd, value),
  };
  return Object.keys(judging)
    .filter((name) => name !== "config")
    .flatMap((name) => {
      const value = flags[name];
      if (value === undefined || value === false) return [];
      if (value === true) return [`--${name}`];
      const values = Array.isArray(value) ? value : [value];
      return values.map((one) => `--${name}=${absolute[name]?.(String(one)) ?? String(one)}`);
    });
}
