import type { Found } from "./detect.js";
import { inputsOf, rootsToPlan, scalar, synthesis, tarballOf, word } from "./plans.js";

export const GITLAB_FILE = ".gitlab-ci.safeguard.yml";

const RULES = `  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
`;

/** Jobs that plan and check, and show the result in the merge request; to be included. */
export function gitlabJobs(found: Found, version: string): string {
  const roots = rootsToPlan(found);
  const producers = [
    ...(roots.length === 0 ? [] : ["safeguard-plan"]),
    ...(found.cdktf.length === 0 ? [] : ["safeguard-synth"]),
  ];
  return `# Plans, and checks the plans as safeguard.config.yaml says. To be included by .gitlab-ci.yml:
#   include:
#     - local: ${GITLAB_FILE}
${roots.length === 0 ? "" : planJob(found)}${found.cdktf.length === 0 ? "" : synthJob(found)}
safeguard:
  stage: test
  image: node:22
  needs: [${producers.join(", ")}]
  script:
    # The package that npm pack makes of Safeguard; it is not on the npm registry.
    - ${scalar(`npm install --global ${word(`./${tarballOf(found, version)}`)}`)}
    - safeguard check --format terminal --format junit=safeguard.xml --format gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      junit: safeguard.xml
      codequality: gl-code-quality-report.json
${RULES}`;
}

// artifacts:access: https://docs.gitlab.com/ci/yaml/#artifactsaccess
function planJob(found: Found): string {
  return `
safeguard-plan:
  stage: test
  image:
    name: hashicorp/terraform:${found.terraformVersion ?? "latest"}
    entrypoint: [""]
  # What terraform init and plan need to log in goes here, such as id_tokens.
  script:
${rootsToPlan(found)
  .flatMap((root) => [
    `terraform -chdir=${word(root)} init -input=false`,
    `terraform -chdir=${word(root)} plan -input=false -out=plan.tfplan`,
    `terraform -chdir=${word(root)} show -json plan.tfplan > ${word(root)}/plan.json`,
  ])
  .map((line) => `    - ${scalar(line)}\n`)
  .join("")}${artifacts(
  // A plan may hold secrets.
  "A plan may hold secrets: nobody may download it (GitLab 16.11 and later), and it is gone in an hour.",
  inputsOf({ ...found, cdktf: [] }),
)}${RULES}`;
}

function synthJob(found: Found): string {
  return `
safeguard-synth:
  stage: test
  image: node:22
  script:
${found.cdktf
  .flatMap(({ folder, npm }) => synthesis(npm).map((line) => `(cd ${word(folder)} && ${line})`))
  .map((line) => `    - ${scalar(line)}\n`)
  .join("")}${artifacts(
  "What is written in a stack may be secret: nobody may download it (GitLab 16.11 and later), and it is gone in an hour.",
  found.cdktf.map(({ output }) => output),
)}${RULES}`;
}

function artifacts(why: string, paths: readonly string[]): string {
  return `  artifacts:
    # ${why}
    access: none
    expire_in: 1 hour
    paths:
${paths.map((path) => `      - ${scalar(path)}\n`).join("")}`;
}
