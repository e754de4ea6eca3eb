/** Safeguard as a library: what each command does is one function here. */
export {
  type AuditOptions,
  type AuditResult,
  type AuditSurroundings,
  audit,
  Interrupted,
} from "./audit/audit.js";
export { baselineOf, type NewBaseline, writeBaseline } from "./check/baseline.js";
export { type CheckOptions, type CheckResult, check } from "./check/check.js";
export { explain } from "./check/explain.js";
export { explainAddress } from "./check/explain-address.js";
export { inventoryTexts } from "./check/inventory-text.js";
export {
  type InventoryOptions,
  type JudgeOptions,
  readFramework,
  readInventories,
} from "./check/judge.js";
export type { Selection } from "./check/selection.js";
export { ConfigError, EngineError, InputError, SafeguardError } from "./errors.js";
export { type InitOptions, type InitResult, init } from "./init/init.js";
export type { Surroundings } from "./input/read.js";
export type { Inventory, Resource } from "./inventory/inventory.js";
export { type BuiltBundle, buildBundle } from "./rego/build.js";
export { findOpa, type Opa } from "./rego/opa.js";
export { newPolicy } from "./rego/scaffold.js";
export { type PolicyTests, testFolder } from "./rego/test.js";
export type { Format, RenderOptions } from "./report/format.js";
export { findFormat, formats } from "./report/formats.js";
export type { Finding, Report } from "./report/report.js";
export { type RunTaskOptions, serveRunTask } from "./run-task/index.js";
export type { RunningServer } from "./run-task/server.js";
