import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject, Plan } from "../../src/input/plan.js";
import { redact } from "../../src/inventory/secrets.js";
import { inventoryOf, inventoryOfPlan, readPlan } from "./support.js";

const none: ReadonlySet<string> = new Set();
const isMarker = (value: unknown) => typeof value === "object" && value !== null && "$sensitive" in value;

// Assembled so that no scanner takes the test for a leak.
const PEM = ["-----BEGIN RSA ", "PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----"].join("");
const ACCESS_KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const GITHUB = ["ghp", "_", "a".repeat(36)].join("");
const JWT = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NSJ9", "c2lnbmF0dXJl"].join(".");

describe("a secret that nobody marked", () => {
  it.each([
    ["an access key", "user_data", `export AWS_ACCESS_KEY_ID=${ACCESS_KEY}`],
    ["a private key", "content", PEM],
    ["a URL with a password", "value", "redis://default:hunter2@cache.example:6379"],
    ["a web token", "value", JWT],
    ["a GitHub token", "value", GITHUB],
    [
      "an access key in base64",
      "user_data_base64",
      Buffer.from(`#!/bin/sh\nexport KEY=${ACCESS_KEY}\n`).toString("base64"),
    ],
    ["a password in a script", "user_data", "#!/bin/sh\nexport DB_PASSWORD=hunter2\n"],
    ["a password for a program in a script", "user_data", '#!/bin/sh\nimport --db-password="hunter2" &\n'],
    [
      "a password in a script in base64",
      "user_data",
      Buffer.from("#!/bin/sh\nexport DB_PASSWORD=hunter2\n./import\n").toString("base64"),
    ],
    ["a connection string", "value", "Server=db;User Id=app;Password=hunter2;"],
    ["a connection string of libpq", "value", "host=db user=app password=hunter2"],
    ["a token in a query", "endpoint", "https://hooks.example/in?channel=1&token=hunter2"],
    ["a percent-encoded URL", "value", "redis%3A%2F%2Fdefault%3Ahunter2%40cache"],
    ["a short URL in base64", "value", Buffer.from("a://b:hunter2@h").toString("base64")],
    ["a secret in JSON within a value", "target.input", JSON.stringify({ nested: { apiKey: "hunter2" } })],
    ["a password by its name", "master_password", "hunter2"],
    ["a token by its name", "environment.variables.API_TOKEN", "hunter2"],
    ["a camel-case name", "clientSecret", "hunter2"],
    ["a key by the name of its header", "forward_headers.X-Api-Key", "hunter2"],
    ["credentials in a header", "forward_headers.Authorization", "Basic aHVudGVyMg=="],
    ["a bearer token anywhere", "value", "curl -H 'authorization: bearer literal-secret-0001'"],
  ])("is found: %s", (_, path, value) => {
    expect(isMarker(redact(value, path, none))).toBe(true);
  });

  it.each([
    ["where it is kept", "auth_secret", "arn:aws:secretsmanager:us-east-1:123456789012:secret:x"],
    ["the name of a parameter", "password", "prod/cache/password"],
    ["an ARN's argument", "secret_arn", "prod"],
    ["a time to live", "token_ttl", "3600"],
    ["a switch", "auth_token", "true"],
    ["a kind of authorization", "authorization", "AWS_IAM"],
    ["a header with an interpolation", "headers.Authorization", "Bearer ${token}"],
    ["a word on tokens", "description", "The bearer authentication of the API"],
    ["a URL without a password", "value", "https://example.com/path:with:colons"],
    ["a URL with an interpolation", "value", "redis://default:${token}@cache:6379"],
    ["looked up by a script", "user_data", "export DB_PASSWORD=$(aws ssm get-parameter --name db)"],
    ["handed on by a script", "user_data", 'DB_PASSWORD="$1" ./import'],
    ["where a script finds it", "user_data", "export DB_PASSWORD_FILE=/run/secrets/db TOKEN=arn:aws:x"],
    ["an assignment elsewhere", "description", "run with DB_PASSWORD=hunter2"],
    ["a query of something else", "endpoint", "https://hooks.example/in?channel=1&tokens=3&key=a"],
    ["an interpolation in a query", "endpoint", "https://hooks.example/in?token=${token}"],
    ["a line of a script that mentions one", "user_data", "host=db\nlogin --user=app; password=$(fetch)\n"],
    ["JSON without a secret within a value", "target.input", '{"key": "orders/1", "token_ttl": 5}'],
    ["plain text", "description", "The password is kept elsewhere"],
    ["nothing", "password", ""],
  ])("is not %s", (_, path, value) => {
    expect(redact(value, path, none)).toBe(value);
  });

  it("is found in a container's environment, beside its name", () => {
    const environment = [
      { name: "DB_PASSWORD", value: "hunter2" },
      { name: "REGION", value: "us-east-1" },
    ];
    const redacted = redact(
      environment,
      "container_definitions.environment",
      none,
    ) as unknown as JsonObject[];
    expect(isMarker(redacted[0]?.value)).toBe(true);
    expect(redacted[1]).toEqual(environment[1]);
  });

  it("is found where the provider's schema says so", () => {
    expect(isMarker(redact("anything", "auth_token", new Set(["auth_token"])))).toBe(true);
  });

  it("leaves everything else the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        fc.pre(!/[:@]|eyJ|AKIA|ASIA|KEY|secret|token|pass|cred|key/i.test(JSON.stringify(value)));
        expect(redact(value as never, "argument", none)).toEqual(value);
      }),
    );
  });
});

const CANARY = "canary-7f3d9a";

/** Puts the canary where plans of real estates hold secrets. */
function plant(plan: Plan): Plan {
  const copy = structuredClone(plan) as unknown as JsonObject & Plan;
  const group = copy.resource_changes?.find(
    ({ type }) => type === "aws_elasticache_replication_group",
  )?.change;
  if (!group?.after) throw new Error("no replication group");
  group.after.auth_token = CANARY;
  group.after_sensitive = { ...(group.after_sensitive as JsonObject), auth_token: true };
  group.before = { ...group.after };
  group.after.tags = { Password: CANARY, Url: `redis://u:${CANARY}@h` };
  group.after.user_data = Buffer.from(
    `url=postgres://app:${CANARY}@db/x and more text to make it long`,
  ).toString("base64");
  group.after.notification_topic_arn = JSON.stringify({ environment: [{ name: "API_KEY", value: CANARY }] });
  copy.variables = { ...copy.variables, token: { value: CANARY } };
  const root = copy.configuration?.root_module;
  if (root !== undefined)
    root.variables = { ...root.variables, token: { sensitive: true, default: CANARY as Json } };
  return copy;
}

describe("the inventory", () => {
  it("holds no secret of any place in a plan", async () => {
    const text = JSON.stringify(await inventoryOfPlan(plant(readPlan("elasticache"))));
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString("base64").slice(2, -4));
    expect(text).toContain("$sensitive");
  });

  it("keeps the parts of a document around its secret", async () => {
    const inventory = await inventoryOfPlan(plant(readPlan("elasticache")));
    const groups = Object.values(inventory.resources.aws_elasticache_replication_group ?? {});
    const planted = groups.find(({ documents }) => documents.notification_topic_arn !== undefined);
    expect(planted?.documents.notification_topic_arn?.value).toMatchObject({
      environment: [{ name: "API_KEY", value: { $sensitive: true } }],
    });
    expect(planted?.values.notification_topic_arn).toEqual({ $sensitive: true });
  });

  it("of a real plan with a sensitive variable tells that a token is there", async () => {
    const inventory = await inventoryOf("elasticache");
    const tokens = Object.values(inventory.resources.aws_elasticache_replication_group ?? {}).map(
      ({ values }) => values.auth_token,
    );
    expect(tokens).toContainEqual(expect.objectContaining({ $sensitive: true }));
    expect(tokens).toContain(null);
  });
});
