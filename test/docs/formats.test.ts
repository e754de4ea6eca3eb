import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findFormat, formats } from "../../src/report/formats.js";
import { sample } from "../report/samples.js";

const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
const firstCells = (heading: string) =>
  (text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => (line.split("|")[1] ?? "").match(/(?<=`)[\w]+(?=`)/g) ?? []);

it("docs/formats.md lists the columns of CSV in their order", () => {
  const [head = ""] = (findFormat("csv")?.render(sample) ?? "").split("\r\n");
  expect(firstCells("Columns")).toEqual(head.split(","));
});

it("docs/formats.md says of every format how it tells of what is waived, known or excluded", () => {
  expect(firstCells("What is waived, known or excluded").sort()).toEqual(formats.map(({ name }) => name));
});
