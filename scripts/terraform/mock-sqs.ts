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

/**
 * As much of SQS as Terraform needs to make queues and to read them again, on the loopback interface: plans on top of
 * a state, imports and drift can be had without an AWS account.
 */
export class MockSqs {
  private readonly queues = new Map<string, Queue>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<MockSqs> {
    const server = createServer();
    const mock = new MockSqs(server);
    server.on("request", (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const action = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
        const answer = mock.answer(action, JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}"));
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
    return { AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
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
