import { readFileSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NodeConnectionOptions } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { CONNECTION_FAILURES } from "../../modules/event-queue/nats-monitoring.js";
import { freePorts, hasNats, type Ports, Sandbox, Vault } from "./nats-sandbox.js";

const PLANS = join(import.meta.dirname, "../../fixtures/plans");

/** The user data of the launch template in a real plan. */
function userDataOf(name: string): string {
  const plan = JSON.parse(readFileSync(join(PLANS, `${name}.json`), "utf8"));
  const template = plan.planned_values.root_module.resources.find(
    (resource: { type: string }) => resource.type === "aws_launch_template",
  );
  return Buffer.from(template.values.user_data, "base64").toString();
}

const NAME = "orion-production-events";
const secrets = {
  [`${NAME}-auth`]: { username: "platform", password: "1e3PlatformPassword" },
  [`${NAME}-tenant-clinic-001`]: { username: "clinic-001", password: "FirstPassword0000" },
  [`${NAME}-tenant-clinic-002`]: { username: "clinic-002", password: "0x2SecondPassword" },
  [`${NAME}-jetstream`]: { key: "48LettersAndDigits", previous_key: "" },
};

/** A message of which nothing may be found on a disk. */
const PATIENT = "patient-4711-has-a-broken-leg";

describe.skipIf(!hasNats)("three servers started from the user data of a plan, with tenants", () => {
  let vault: Vault;
  let ports: Ports;
  let servers: Sandbox[] = [];

  beforeAll(async () => {
    vault = new Vault(secrets);
    ports = await freePorts();
    const userData = userDataOf("event-queue-nats-production");
    const peers = ["localhost", "127.0.0.2", "127.0.0.3"];
    servers = [1, 2, 3].map((number) => new Sandbox({ userData, vault, ports, number, peers }));
    await Promise.all(servers.map((server) => server.boot()));
    await Promise.all(servers.map((server) => server.start()));
  });

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.remove()));
    vault.remove();
  });

  const login = (user: string, pass: string, more: Partial<NodeConnectionOptions> = {}) =>
    connect({
      servers: `localhost:${ports.client}`,
      tls: { ca: vault.ca },
      user,
      pass,
      reconnect: false,
      timeout: 5000,
      ...more,
    });
  const clinic = (number: 1 | 2) => {
    const { username, password } = secrets[`${NAME}-tenant-clinic-00${number}`] as {
      username: string;
      password: string;
    };
    return login(username, password);
  };
  const platform = () => login("platform", "1e3PlatformPassword");

  it("take the configuration", async () => {
    for (const server of servers) expect(await server.checked()).toMatch(/configuration file .* is valid/);
  });

  it("agree on one certificate, made by the first of them", () => {
    const put = servers.filter(
      (server) => server.exists("calls") && server.calls.includes("put-secret-value"),
    );
    expect(put).toHaveLength(1);
    const [one, two, three] = servers.map((server) => server.read("run/nats/tls/certificate.pem"));
    expect([two, three]).toEqual([one, one]);
    expect(vault.ca.trim()).toBe(servers[0]?.read("run/nats/tls/ca.pem").trim());
  });

  it("find each other over TLS", async () => {
    for (const server of servers) {
      const url = `http://${server.host}:${ports.monitoring}/varz`;
      const varz = (await (await fetch(url)).json()) as Record<string, unknown>;
      expect(varz.cluster).toMatchObject({ name: NAME, tls_required: true, tls_verify: true });
      // More than one connection to each of the other two.
      expect(varz.routes).toBeGreaterThanOrEqual(2);
      expect(varz.connect_urls ?? []).toEqual([]);
    }
  });

  it("let a client publish to its own subjects", async () => {
    const client = await clinic(1);
    const subscription = client.subscribe("tenant.clinic-001.incidents", { max: 1 });
    client.publish("tenant.clinic-001.incidents", "backup failed");
    const received: string[] = [];
    for await (const message of subscription) received.push(message.string());
    expect(received).toEqual(["backup failed"]);
    await client.close();
  });

  it.each(["publish", "subscribe"] as const)(
    "refuse a client that wants to %s on another's subject",
    async (verb) => {
      const client = await clinic(1);
      const refused = (async () => {
        for await (const status of client.status()) if (status.type === "error") return String(status.error);
        return "";
      })();
      if (verb === "publish") client.publish("tenant.clinic-002.incidents", PATIENT);
      else client.subscribe("tenant.clinic-002.>", { callback: () => undefined });
      await client.flush();
      expect(await refused).toMatch(
        new RegExp(
          `permissions violation for ${verb === "publish" ? verb : "subscription"} .*tenant\\.clinic-002`,
          "i",
        ),
      );
      await client.close();
    },
  );

  it("keep a client's stream on all three, encrypted, and show it to nobody else", async () => {
    const client = await clinic(1);
    const manager = await jetstreamManager(client);
    await manager.streams.add({
      name: "incidents",
      subjects: ["tenant.clinic-001.incidents"],
      num_replicas: 3,
    });
    const acknowledged = await jetstream(client).publish("tenant.clinic-001.incidents", PATIENT);
    expect(acknowledged).toMatchObject({ stream: "incidents", seq: 1 });
    expect((await manager.streams.getMessage("incidents", { seq: 1 }))?.string()).toBe(PATIENT);
    const other = await clinic(2);
    const seen = await (await jetstreamManager(other)).streams.names().next();
    expect(seen).toEqual([]);
    for (const server of servers) {
      const { stdout } = await server.bash(`grep -rlaF ${PATIENT} var || true`);
      expect(stdout).toBe("");
    }
    await client.close();
    await other.close();
  });

  it("let the platform keep what every client publishes", async () => {
    const all = await platform();
    const { streams } = await jetstreamManager(all);
    await streams.add({ name: "all", subjects: ["tenant.>"], num_replicas: 3 });
    for (const number of [1, 2] as const) {
      const client = await clinic(number);
      client.publish(`tenant.clinic-00${number}.evidence`, `from ${number}`);
      await client.flush();
      await client.close();
    }
    await vi.waitFor(async () => expect((await streams.info("all")).state.messages).toBe(2), 10_000);
    const messages = [
      await streams.getMessage("all", { seq: 1 }),
      await streams.getMessage("all", { seq: 2 }),
    ];
    expect(messages.map((message) => message?.subject).sort()).toEqual([
      "tenant.clinic-001.evidence",
      "tenant.clinic-002.evidence",
    ]);
    await all.close();
  });

  it.each([
    ["no credentials", {}],
    ["a wrong password", { user: "platform", pass: "guessed" }],
    ["the password of another client", { user: "clinic-002", pass: "FirstPassword0000" }],
  ])("turn away a client with %s", async (_, credentials) => {
    const options = { servers: `localhost:${ports.client}`, tls: { ca: vault.ca }, reconnect: false };
    await expect(connect({ ...options, ...credentials })).rejects.toThrow(/authorization violation/i);
  });

  it("turn away a client that does not turn to TLS", async () => {
    expect(await plain(ports.client, { user: "platform", pass: "1e3PlatformPassword" })).not.toContain(
      "PONG",
    );
  });

  it("turn away a client with a version of TLS that is broken", async () => {
    expect(await oldTls(ports.client)).toMatch(/version/i);
  });

  it("are not trusted by a client that does not know their certificate", async () => {
    await expect(login("platform", "1e3PlatformPassword", { tls: {} })).rejects.toThrow(/certificate/i);
  });

  it("log who was turned away as the alarm looks for it, and health checks otherwise", async () => {
    await oldTls(ports.client);
    await new Promise<void>((resolve) => {
      const socket = connectTcp(ports.client, "127.0.0.1", () =>
        socket.once("data", () => socket.end(resolve)),
      );
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const lines = servers.flatMap((server) => server.read("var/log/nats/nats-server.log").split("\n"));
    const counted = lines.filter((line) => new RegExp(CONNECTION_FAILURES).test(line));
    expect(counted.filter((line) => line.includes("authentication error")).length).toBeGreaterThanOrEqual(3);
    expect(counted.filter((line) => line.includes("TLS handshake error: tls")).length).toBeGreaterThanOrEqual(
      1,
    );
    expect(counted.filter((line) => /EOF|reset/.test(line))).toEqual([]);
    const { stdout } = await (servers[0] as Sandbox).bash(`grep -rlaF 1e3PlatformPassword var etc || true`);
    expect(stdout).toBe("");
  });

  it("hand their metrics to CloudWatch", async () => {
    const [first] = servers as [Sandbox];
    await first.bash(". usr/local/sbin/nats-metrics");
    const [, namespace, data] = first.calls.at(-1)?.split(" ") ?? [];
    expect(namespace).toBe(`EventQueue/${NAME}`);
    const metrics = JSON.parse(data ?? "").map(({ MetricName }: { MetricName: string }) => MetricName);
    expect(metrics).toEqual(["Connections", "SlowConsumers", "StoredBytes"]);
  });

  it("let in a client that is new, without a restart, and others as before", async () => {
    const before = await clinic(1);
    vault.put(`${NAME}-tenant-clinic-003`, { username: "clinic-003", password: 'with "quotes" & more' });
    await expect(login("clinic-003", 'with "quotes" & more')).rejects.toThrow(/authorization violation/i);
    for (const server of servers) await server.bash("usr/local/sbin/nats-tenants");
    const client = await vi.waitFor(() => login("clinic-003", 'with "quotes" & more'), 10_000);
    const manager = await jetstreamManager(client);
    await manager.streams.add({ name: "new", subjects: ["tenant.clinic-003.new"], num_replicas: 3 });
    expect(await jetstream(client).publish("tenant.clinic-003.new", PATIENT)).toMatchObject({ seq: 1 });
    await before.flush();
    expect(before.isClosed()).toBe(false);
    await before.close();
    await client.close();
  });

  it("come back with their name and messages when they are started again", async () => {
    const [first] = servers as [Sandbox];
    const name = first.read("var/lib/nats/server-name");
    await first.stop();
    await first.bash(". usr/local/sbin/nats-prepare");
    await first.start();
    expect(first.read("var/lib/nats/server-name")).toBe(name);
    const client = await clinic(1);
    const stream = await (await jetstreamManager(client)).streams.info("incidents");
    expect(stream.state.messages).toBe(1);
    await client.close();
  });
});

describe.skipIf(!hasNats)("one server, with a token", () => {
  const NAME_HERE = "orion-development-events";
  const values = {
    [`${NAME_HERE}-auth`]: { username: "platform", password: "123e45" },
    [`${NAME_HERE}-jetstream`]: { key: "new", previous_key: "old" },
  };
  let vault: Vault;
  let ports: Ports;
  let server: Sandbox;

  beforeAll(async () => {
    vault = new Vault(values);
    ports = await freePorts();
    server = new Sandbox({
      userData: userDataOf("event-queue-nats-development"),
      vault,
      ports,
      volumes: ["vol-taken", "vol-left"],
    });
    await server.boot();
    await server.start();
  });

  afterAll(async () => {
    await server.remove();
    vault.remove();
  });

  const options = () => ({ servers: `localhost:${ports.client}`, tls: { ca: vault.ca }, reconnect: false });

  it("adopts the volume that a server before it left, and gives back its own", () => {
    expect(server.calls).toEqual(
      expect.arrayContaining(
        [
          "attach-volume vol-left",
          'modify-instance-attribute [{"DeviceName":"/dev/sdf","Ebs":{"DeleteOnTermination":true}}]',
        ].map((call) => call.replace("/dev/sdf", `${server.root}/dev/sdf`)),
      ),
    );
    expect(server.calls).not.toContain("attach-volume vol-taken");
    expect(server.calls).toContain(`mkfs.xfs ${server.root}/dev/sdg`);
  });

  it("lets in who has the token, even one that looks like a number", async () => {
    const client = await connect({ ...options(), token: "123e45" });
    await (await jetstreamManager(client)).streams.add({
      name: "incidents",
      subjects: ["tenant.*.incidents"],
    });
    const acknowledged = await jetstream(client).publish("tenant.clinic-001.incidents", "backup failed");
    expect(acknowledged.stream).toBe("incidents");
    await client.close();
  });

  it.each([{}, { token: "guessed" }])("turns away who has not: %j", async (credentials) => {
    await expect(connect({ ...options(), ...credentials })).rejects.toThrow(/authorization violation/i);
  });

  it("keeps everybody else off its secrets", async () => {
    const { stdout } = await server.bash("stat -c %a run/nats/env run/nats/tls/private_key.pem");
    expect(stdout.trim().split("\n")).toEqual(["600", "600"]);
  });
});

describe.skipIf(!hasNats)("what a prop turns off", () => {
  it.each(["encryption", "auth"])("%s: the servers take the configuration all the same", async (what) => {
    const vault = new Vault(secrets);
    const userData = userDataOf(`event-queue-broken-nats-${what}`);
    const server = new Sandbox({ userData, vault, ports: await freePorts(), peers: ["localhost", "a", "b"] });
    await server.boot();
    expect(await server.checked()).toMatch(/configuration file .* is valid/);
    expect(server.exists("run/nats/tls/private_key.pem")).toBe(what === "auth");
    await server.remove();
    vault.remove();
  });
});

/** What a server says to a client that goes on in clear text. */
function plain(port: number, credentials: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    let said = "";
    const socket = connectTcp(port, "127.0.0.1");
    socket.on("data", (data) => {
      if (said === "")
        socket.write(`CONNECT ${JSON.stringify({ verbose: false, ...credentials })}\r\nPING\r\n`);
      said += data.toString("latin1");
    });
    socket.on("close", () => resolve(said));
    socket.on("error", () => undefined);
    socket.setTimeout(5000, () => socket.destroy());
  });
}

/** How a handshake with TLS 1.1 fails. */
function oldTls(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, "127.0.0.1");
    socket.once("data", () => {
      const versions = {
        minVersion: "TLSv1.1",
        maxVersion: "TLSv1.1",
        ciphers: "DEFAULT@SECLEVEL=0",
      } as const;
      const secure = connectTls({ socket, rejectUnauthorized: false, ...versions }, () =>
        resolve("connected"),
      );
      secure.on("error", ({ message }) => resolve(message));
    });
  });
}
