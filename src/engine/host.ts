import * as sdk from "@open-policy-agent/opa-wasm";

/** The part of OPA's wasm ABI that this host calls: https://www.openpolicyagent.org/docs/wasm#exports */
interface Exports {
  opa_heap_ptr_get(): number;
  opa_heap_ptr_set(address: number): void;
  opa_malloc(bytes: number): number;
  opa_json_parse(address: number, bytes: number): number;
  opa_json_dump(address: number): number;
  opa_eval_ctx_new(): number;
  opa_eval_ctx_set_input(context: number, address: number): void;
  opa_eval_ctx_set_data(context: number, address: number): void;
  opa_eval_ctx_set_entrypoint(context: number, entrypoint: number): void;
  opa_eval_ctx_get_result(context: number): number;
  eval(context: number): number;
}

interface LoadedPolicy {
  readonly wasmInstance: { readonly exports: Exports };
  readonly mem: WebAssembly.Memory;
  readonly entrypoints: Readonly<Record<string, number>>;
}

/** Compiled policies with one input and its data documents loaded, ready for many entrypoints. */
export interface Host {
  readonly entrypoints: readonly string[];
  /**
   * The result of one entrypoint; undefined when its rule is undefined. Throws what the policy throws.
   * @param data Which of the data documents to evaluate with.
   */
  evaluate(entrypoint: string, data?: number): unknown;
}

/**
 * The SDK's synchronous loader stands in its default export, which its typings leave out; the asynchronous one touches
 * `Response`, and with it Node's whole HTTP client.
 */
const { loadPolicySync } = (
  sdk as unknown as {
    default: {
      loadPolicySync(module: WebAssembly.Module, memory: WebAssembly.MemoryDescriptor): LoadedPolicy;
    };
  }
).default;

const PAGE = 65_536;
/** A gigabyte. */
const AMPLE_PAGES = 16_384;
const MOST_PAGES = 65_536;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Parses the input once and keeps it between entrypoints; the SDK's `evaluate` would parse it for each.
 * The memory is sized beforehand, 40 bytes for each of the input: growing it step by step is slower by an order of
 * magnitude.
 */
export function openHost(module: WebAssembly.Module, input: string, data: readonly string[]): Host {
  const bytes = [input, ...data].reduce((total, text) => total + Buffer.byteLength(text), 0);
  // Pages that are never touched cost nothing, up to what a small machine lets one reserve.
  const ample = Math.min(Math.ceil((bytes * 40) / PAGE) + 64, AMPLE_PAGES);
  const pages = Math.min(Math.max(Math.ceil((bytes * 24) / PAGE) + 64, ample), MOST_PAGES);
  const policy = loadPolicySync(module, { initial: pages });
  const abi = policy.wasmInstance.exports;

  const parse = (text: string): number => {
    const length = Buffer.byteLength(text);
    const raw = abi.opa_malloc(length);
    encoder.encodeInto(text, new Uint8Array(policy.mem.buffer, raw, length));
    const address = abi.opa_json_parse(raw, length);
    if (address === 0) throw new Error("the policy engine could not parse its input");
    return address;
  };
  const dataAddresses = data.map(parse);
  const inputAddress = parse(input);
  const heap = abi.opa_heap_ptr_get();

  const dump = (address: number): string => {
    const start = abi.opa_json_dump(address);
    const memory = new Uint8Array(policy.mem.buffer);
    return decoder.decode(memory.subarray(start, memory.indexOf(0, start)));
  };

  return {
    entrypoints: Object.keys(policy.entrypoints),
    evaluate(entrypoint, document = 0) {
      const dataAddress = dataAddresses[document];
      if (dataAddress === undefined) throw new Error(`there is no data document ${document}`);
      const id = policy.entrypoints[entrypoint];
      if (id === undefined) throw new Error(`the policy module has no entrypoint ${entrypoint}`);
      abi.opa_heap_ptr_set(heap);
      const context = abi.opa_eval_ctx_new();
      abi.opa_eval_ctx_set_input(context, inputAddress);
      abi.opa_eval_ctx_set_data(context, dataAddress);
      abi.opa_eval_ctx_set_entrypoint(context, id);
      abi.eval(context);
      const results = JSON.parse(dump(abi.opa_eval_ctx_get_result(context))) as { result: unknown }[];
      return results[0]?.result;
    },
  };
}
