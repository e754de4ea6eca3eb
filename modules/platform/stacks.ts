import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { type App, S3Backend, TerraformStack } from "cdktf";
import { Upstash } from "../upstash/index.js";
import { Platform } from "./index.js";
import { ENVIRONMENTS, type Inputs, readInputs } from "./inputs.js";

/**
 * The stacks of every environment. What runs on AWS and what runs at Upstash stand apart: whoever plans or applies one
 * needs the provider and the credentials of that vendor alone.
 */
export function addStacks(app: App, variables: NodeJS.ProcessEnv): void {
  for (const environment of ENVIRONMENTS) {
    const inputs = readInputs(environment, variables);
    addPlatform(new TerraformStack(app, environment), inputs);
    addUpstash(new TerraformStack(app, `upstash-${environment}`), inputs);
  }
}

function addPlatform(stack: TerraformStack, inputs: Inputs): void {
  const { region, accountId } = inputs.platform;
  keepState(stack, inputs);
  // Credentials of another account are refused.
  new AwsProvider(stack, "aws", { region, allowedAccountIds: [accountId] });
  new Platform(stack, "platform", inputs.platform);
}

function addUpstash(stack: TerraformStack, inputs: Inputs): void {
  const { project, environment, dataClassification, owner = project } = inputs.platform;
  const { apiUrl } = inputs;
  keepState(stack, inputs);
  new Upstash(stack, "upstash", {
    namePrefix: project,
    environment,
    dataClassification,
    tags: { Environment: environment, Owner: owner },
    enableRedis: true,
    redisConfig: { ipAllowlist: inputs.upstashClients },
    redisUsers: {
      "app-read": { commands: ["+@read", "-@dangerous"], keys: ["cache:*", "session:*"] },
      "app-write": { commands: ["+@all", "-flushdb", "-flushall", "-config"], keys: ["*"] },
    },
    enableQstash: true,
    qstashTopics: { notifications: { endpoints: [{ url: `${apiUrl}/webhooks/notifications` }] } },
    qstashSchedules: { "daily-report": { destination: `${apiUrl}/reports/daily`, cron: "0 9 * * *" } },
    qstashDlqConfig: { webhookUrl: `${apiUrl}/dead-letters` },
    enableRatelimit: true,
    rateLimitRules: { "api-default": { limit: 100, window: "1m" } },
    enableMonitoring: true,
  });
}

/** The state holds secrets: in a bucket it is encrypted and versioned by whoever made the bucket. */
function keepState(stack: TerraformStack, { platform, stateBucket }: Inputs): void {
  if (stateBucket === null) return;
  const key = `${platform.project}/${stack.node.id}.tfstate`;
  new S3Backend(stack, { bucket: stateBucket, key, region: platform.region, encrypt: true });
}
