import { describe, expect, it } from "vitest";
import { published } from "../../src/inventory/published.js";
import { inventoryOf } from "../engine/support.js";

const base64 = (text: string) => Buffer.from(text).toString("base64");

/** What leaves Safeguard of an instance with these values. */
function valuesOf(after: Record<string, unknown>): Record<string, unknown> {
  const plan = {
    format_version: "1.2",
    resource_changes: [
      {
        address: "aws_instance.a",
        mode: "managed",
        type: "aws_instance",
        name: "a",
        provider_name: "registry.terraform.io/hashicorp/aws",
        change: { actions: ["create"], before: null, after, after_unknown: {}, after_sensitive: {} },
      },
    ],
  };
  return { ...published(inventoryOf(plan)).resources.aws_instance?.["aws_instance.a"]?.values };
}

describe("user data that leaves Safeguard", () => {
  const config = "port: 4222\njetstream { store_dir: /data }\n# of the NATS server\n";

  it.each([
    ["a script", { user_data: "#!/bin/sh\napt-get install nats-server\n" }],
    ["a script in base64", { user_data_base64: base64("#!/bin/sh\nsystemctl start nats\n") }],
    ["a file in base64 within", { user_data: `#cloud-config\nwrite_files:\n- content: ${base64(config)}\n` }],
    [
      "a file in base64 over several lines, in base64 again",
      { user_data_base64: base64(`content: |\n${base64(config).replace(/(.{20})/g, "  $1\n")}\n`) },
    ],
  ])("%s says that it speaks of NATS, and no more", (_, after) => {
    expect(Object.values(valuesOf(after))).toContainEqual({ $sensitive: true, mentions: ["nats"] });
    expect(JSON.stringify(valuesOf(after))).not.toMatch(/apt-get|jetstream|systemctl|cloud-config/);
  });

  it("says nothing at all otherwise", () => {
    expect(valuesOf({ user_data: "#!/bin/sh\necho hello to everybody\n" }).user_data).toEqual({
      $sensitive: true,
    });
    expect(valuesOf({ user_data: "" }).user_data).toBe("");
    expect(valuesOf({ user_data: null }).user_data).toBeNull();
  });
});
