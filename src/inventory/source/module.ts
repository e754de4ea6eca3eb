import type { SourcePosition } from "../inventory.js";
import type { SourceExpression } from "./expression.js";
import type { SourceNote } from "./notes.js";

/** One module's source: what plan JSON does not carry of it. */
export interface SourceModule {
  /** `aws_sqs_queue.main`, `data.aws_kms_key.k` → its block. */
  readonly resources: Map<string, SourceBlock>;
  readonly locals: Map<string, SourceExpression>;
  readonly variables: Map<string, SourceVariable>;
  readonly outputs: Map<string, SourceExpression>;
  readonly calls: Map<string, SourceCall>;
  /** What is said to Safeguard beside no resource. */
  readonly strayNotes: SourceNote[];
}

export interface SourceVariable {
  readonly default: SourceExpression | null;
  /** Null: any type. */
  readonly type: SourceExpression | null;
  /** False: null stands for the default. */
  readonly nullable: boolean;
}

export interface SourceCall {
  readonly source: string;
  readonly block: SourceBlock;
  /** Null when its files are not at hand. */
  module: SourceModule | null;
}

export interface SourceBlock {
  readonly attributes: Map<string, SourceExpression>;
  /** Nested blocks in their order; `dynamic` ones are not written out. */
  readonly blocks: readonly SourceNested[];
  readonly position: SourcePosition;
  /** Path of the CDKTF construct that wrote it. */
  readonly construct: string | null;
  /** What is said to Safeguard of a resource; absent where nothing is. */
  readonly notes?: readonly SourceNote[];
}

export interface SourceNested {
  readonly type: string;
  readonly block: SourceBlock;
  /** For a dynamic block: its collection and the name of its iterator. */
  readonly dynamic: { readonly collection: SourceExpression; readonly iterator: string } | null;
}

export function newModule(): SourceModule {
  return {
    resources: new Map(),
    locals: new Map(),
    variables: new Map(),
    outputs: new Map(),
    calls: new Map(),
    strayNotes: [],
  };
}
