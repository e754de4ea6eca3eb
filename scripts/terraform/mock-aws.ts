import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

type Attributes = Record<string, string>;

interface Queue {
  readonly attributes: Attributes;
  readonly tags: Record<string, string>;
}

interface Request {
  readonly QueueName?: string;
  readonly QueueUrl?: string;
  readonly Attributes?: Attributes;
  readonly tags?: Record<string, string>;
}

const DEFAULTS: Attributes = {
  DelaySeconds: "0",
  MaximumMessageSize: "262144",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "false",
  VisibilityTimeout: "30",
};

/** What `data.aws_secretsmanager_random_password` is told; nothing that a secret should ever be. */
const PASSWORD = "mock-password-that-nobody-uses-0123456789";

/** What `data.aws_caller_identity` is told: STS speaks XML. */
const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:role/terraform</Arn>
    <UserId>AROAEXAMPLE:terraform</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
</GetCallerIdentityResponse>
`;

/**
 * As much of AWS as the fixtures need, on the loopback interface: SQS, so that plans on top of a state, imports and drift
 * can be had without an AWS account, and what data sources ask at every plan.
 */
export class MockAws {
  private readonly queues = new Map<string, Queue>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MockAws> {
    const server = createServer();
    const mock = new MockAws(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString("utf8");
        if (body.startsWith("Action=GetCallerIdentity")) {
          response.writeHead(200, { "content-type": "text/xml" }).end(IDENTITY);
          return;
        }
        const [, action = ""] = String(request.headers["x-amz-target"]).split(".");
        const answer = mock.answer(action, JSON.parse(body || "{}"));
        response.writeHead(answer ? 200 : 400, { "content-type": "application/x-amz-json-1.0" });
        response.end(
          JSON.stringify(answer ?? { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: action }),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return mock;
  }

  /** Variables that point the provider here. */
  get environment(): Record<string, string> {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
      AWS_ENDPOINT_URL_SQS: url,
      AWS_ENDPOINT_URL_STS: url,
    };
  }

  /** Makes a queue, or changes one, as somebody would in the console. */
  change(name: string, attributes: Attributes, tags: Record<string, string> = {}): void {
    const queue = this.queues.get(name);
    this.queues.set(name, {
      attributes: { ...DEFAULTS, ...queue?.attributes, ...attributes },
      tags: queue?.tags ?? tags,
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(action: string, request: Request): unknown {
    if (action === "GetRandomPassword") return { RandomPassword: PASSWORD };
    const name = request.QueueName ?? request.QueueUrl?.split("/").pop() ?? "";
    if (action === "CreateQueue") this.change(name, request.Attributes ?? {}, request.tags);
    const queue = this.queues.get(name);
    if (!queue) return undefined;
    switch (action) {
      case "CreateQueue":
      case "GetQueueUrl":
        return { QueueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/${name}` };
      case "GetQueueAttributes":
        return {
          Attributes: { ...queue.attributes, QueueArn: `arn:aws:sqs:us-east-1:123456789012:${name}` },
        };
      case "SetQueueAttributes":
        this.change(name, request.Attributes ?? {});
        return {};
      case "ListQueueTags":
        return { Tags: queue.tags };
      default:
        return undefined;
    }
  }
}
