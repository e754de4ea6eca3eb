import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const IDENTITY = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::123456789012:role/terraform</Arn>
    <UserId>AROAEXAMPLE:terraform</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
</GetCallerIdentityResponse>
`;

/** As much of STS as `data.aws_caller_identity` needs, on the loopback interface. */
export class MockSts {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<MockSts> {
    const server = createServer((request, response) => {
      request.resume();
      request.on("end", () => response.writeHead(200, { "content-type": "text/xml" }).end(IDENTITY));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new MockSts(server);
  }

  /** Variables that point the provider here. */
  get environment(): Record<string, string> {
    return { AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
