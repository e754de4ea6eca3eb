import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readInventories } from "../../src/check/judge.js";
import { readDocuments } from "../../src/input/read.js";
import { around, fixture, folder, refusal } from "./support.js";

const text = fixture("plans/webshop.json").toString("utf8");

function utf16(content: string, order: "le" | "be", mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${content}` : content, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

const encodings: Record<string, (content: string) => Buffer> = {
  "UTF-8": (content) => Buffer.from(content),
  "UTF-8 with a mark": (content) => Buffer.from(`\ufeff${content}`),
  "UTF-16LE with a mark, as PowerShell writes it": (content) => utf16(content, "le", true),
  "UTF-16LE without": (content) => utf16(content, "le", false),
  "UTF-16BE with a mark": (content) => utf16(content, "be", true),
  "UTF-16BE without": (content) => utf16(content, "be", false),
  "gzip of UTF-8": (content) => gzipSync(content),
  "gzip of UTF-16": (content) => gzipSync(utf16(content, "le", true)),
  "lines ended with CR LF": (content) =>
    Buffer.from(JSON.stringify(JSON.parse(content), null, 2).replaceAll("\n", "\r\n")),
};

async function inventoryOf(bytes: Uint8Array, input = "plan.json") {
  const cwd = folder({ "plan.json": bytes });
  const [read] = await readInventories({ inputs: [input], source: null }, around(cwd, bytes));
  if (read === undefined) throw new Error("nothing was read");
  return read.inventory;
}

describe.each(Object.entries(encodings))("a plan in %s", (_, encode) => {
  it("gives the inventory of the plan", async () => {
    const expected = await inventoryOf(Buffer.from(text));
    const bytes = encode(text);
    const inventory = await inventoryOf(bytes);
    expect(Object.keys(inventory.resources)).toContain("aws_sqs_queue");
    expect(inventory).toEqual({
      ...expected,
      source: { ...expected.source, digest: inventory.source.digest },
    });
    expect(inventory.source.digest).toBe(`sha256:${createHash("sha256").update(bytes).digest("hex")}`);
  });

  it("gives it from standard input too", async () => {
    const bytes = encode(text);
    expect(await inventoryOf(bytes, "-")).toEqual(await inventoryOf(bytes));
  });

  it("keeps characters beyond ASCII", async () => {
    const named = { ...JSON.parse(text), variables: { city: { value: "Zürich 東京 🏥" } } };
    const cwd = folder({ "plan.json": encode(JSON.stringify(named)) });
    const [document] = await readDocuments(["plan.json"], around(cwd));
    expect(document).toMatchObject({ plan: { variables: { city: { value: "Zürich 東京 🏥" } } } });
  });
});

describe("gzip", () => {
  it("that unpacks to more than can be read is refused", async () => {
    // Members of gzip may follow one another: nine times 64 MiB of white space, each 65 KB.
    const member = gzipSync(Buffer.alloc(2 ** 26, 0x20));
    const cwd = folder({ "plan.json.gz": Buffer.concat(Array.from({ length: 9 }, () => member)) });
    const error = await refusal(readDocuments(["plan.json.gz"], around(cwd)));
    expect(error.code).toBe("too-large");
    expect(error.message).toMatch(/^plan\.json\.gz is larger than \d+ MiB/);
    expect(error.hint).toMatch(/check the plan of each/);
  });
});

describe("standard input", () => {
  it("is named -", async () => {
    const [document] = await readDocuments(["-"], around(folder({}), text));
    expect(document).toMatchObject({ kind: "terraform-plan", path: "-" });
  });

  it("that is empty is refused", async () => {
    const error = await refusal(readDocuments(["-"], around(folder({}))));
    expect(error).toMatchObject({ code: "empty" });
    expect(error.message).toMatch(/^standard input is empty/);
  });

  it("is read once, though named twice", async () => {
    let times = 0;
    const surroundings = {
      ...around(folder({})),
      stdin: async () => {
        times += 1;
        return Buffer.from(text);
      },
    };
    expect(await readDocuments(["-", "-"], surroundings)).toHaveLength(1);
    expect(times).toBe(1);
  });
});
