import type { Found } from "./detect.js";
import { planOf, rootsToPlan, scalar, synthesis, tarballOf, word } from "./plans.js";

export const GITHUB_FILE = ".github/workflows/safeguard.yml";

/** A workflow that plans, checks, and shows the result in the summary and in code scanning. */
export function githubWorkflow(found: Found, version: string): string {
  const roots = rootsToPlan(found);
  const tarball = tarballOf(found, version);
  return `# Plans, and checks the plans as safeguard.config.yaml says. A plan may hold secrets: none is kept as an artifact.
name: Safeguard
on: pull_request
permissions:
  contents: read
  security-events: write
jobs:
  safeguard:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${roots.length === 0 ? "" : terraformSetup(found)}${roots.map(planStep).join("")}${found.cdktf.map(synthStep).join("")}      # The package that npm pack makes of Safeguard; it is not on the npm registry.
      - name: Install Safeguard
        run: npm install --global ${word(`./${tarball}`)}
      - name: Check
        run: safeguard check --format terminal --format sarif=safeguard.sarif --format markdown=safeguard.md
      - name: Show in the summary
        if: \${{ !cancelled() && hashFiles('safeguard.md') != '' }}
        run: cat safeguard.md >> "$GITHUB_STEP_SUMMARY"
      # Leave this out, and security-events above, where the repository has no code scanning.
      - name: Show in code scanning
        if: \${{ !cancelled() && hashFiles('safeguard.sarif') != '' }}
        uses: github/codeql-action/upload-sarif@v3
        with:
          sarif_file: safeguard.sarif
          category: safeguard
`;
}

function terraformSetup({ terraformVersion }: Found): string {
  return `      - uses: hashicorp/setup-terraform@v3
        with:
          terraform_wrapper: false
${terraformVersion === null ? "" : `          terraform_version: ${terraformVersion}\n`}      # What terraform init and plan need to log in goes here, such as aws-actions/configure-aws-credentials.
`;
}

function planStep(root: string): string {
  return `      - name: ${scalar(`Plan ${root === "." ? "" : root}`.trim())}
        working-directory: ${scalar(root)}
        run: |
          terraform init -input=false
          terraform plan -input=false -out=plan.tfplan
          terraform show -json plan.tfplan > ${planOf(".")}
`;
}

function synthStep({ folder, npm }: Found["cdktf"][number]): string {
  return `      - name: ${scalar(`Synthesize ${folder === "." ? "" : folder}`.trim())}
        working-directory: ${scalar(folder)}
        run: |
${synthesis(npm)
  .map((line) => `          ${line}\n`)
  .join("")}`;
}
