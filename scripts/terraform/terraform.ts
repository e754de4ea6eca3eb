import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Versions that wrote a plan. */
export interface Versions {
  readonly terraform: string;
  readonly providers: Record<string, string>;
}

/** Terraform in a folder of its own, untouched by the user's configuration and credentials. */
export class Terraform {
  private constructor(private readonly environment: NodeJS.ProcessEnv) {}

  /**
   * `home` keeps the configuration and the providers. They come from `mirror`, a folder in the layout of
   * `terraform providers mirror`, or else from the registry.
   */
  static async prepare(home: string, mirror: string | undefined): Promise<Terraform> {
    const cache = join(home, "providers");
    await mkdir(cache, { recursive: true });
    const configuration = join(home, "terraform.rc");
    const installation = mirror
      ? `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`
      : `plugin_cache_dir = ${JSON.stringify(cache)}\n`;
    await writeFile(configuration, `disable_checkpoint = true\n${installation}`);
    const foreign = /^(AWS|TF)_/;
    const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key)));
    return new Terraform({ ...environment, TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: "1" });
  }

  /** The same with more variables in its environment. */
  with(variables: Record<string, string>): Terraform {
    return new Terraform({ ...this.environment, ...variables });
  }

  async initialize(folder: string): Promise<Versions> {
    await this.run(folder, ["init", "-input=false", "-no-color"]);
    const version = JSON.parse(await this.run(folder, ["version", "-json"]));
    return { terraform: version.terraform_version, providers: version.provider_selections };
  }

  /** Writes the plan to `file` in `folder`. Terraform writes one even when planning fails, and says so in it. */
  async plan(folder: string, file: string, options: readonly string[] = []): Promise<void> {
    await this.run(folder, ["plan", "-input=false", "-no-color", "-lock=false", `-out=${file}`, ...options]);
  }

  async apply(folder: string): Promise<void> {
    await this.run(folder, ["apply", "-input=false", "-no-color", "-lock=false", "-auto-approve"]);
  }

  /** `terraform show -json` of a plan, or of a state. */
  async show(folder: string, file: string): Promise<string> {
    return this.run(folder, ["show", "-json", "-no-color", file]);
  }

  /** `terraform providers schema -json` of the providers in use. */
  async schemas(folder: string): Promise<string> {
    return this.run(folder, ["providers", "schema", "-json"]);
  }

  private run(folder: string, args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { cwd: folder, env: this.environment, maxBuffer: 1 << 30 };
      execFile("terraform", args, options, (error, stdout, stderr) => {
        if (error) reject(new Error(`terraform ${args[0]}: ${stderr.trim() || error.message}`));
        else resolve(stdout);
      });
    });
  }
}
