import type { Json } from "../../input/plan.js";

/** A Terraform expression, from `.tf` or from the templates of `.tf.json`. */
export type SourceExpression =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "template"; readonly parts: readonly SourceExpression[] }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: SourceExpression; readonly name: string }
  | { readonly kind: "index"; readonly of: SourceExpression; readonly index: SourceExpression }
  /** `of[*].a.b`: `each` is what is taken of every element, bound to {@link SPLAT}. */
  | { readonly kind: "splat"; readonly of: SourceExpression; readonly each: SourceExpression }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly SourceExpression[];
      readonly expand: boolean;
    }
  | {
      readonly kind: "object";
      readonly entries: readonly (readonly [key: SourceExpression, value: SourceExpression])[];
    }
  | { readonly kind: "tuple"; readonly items: readonly SourceExpression[] }
  | {
      readonly kind: "conditional";
      readonly condition: SourceExpression;
      readonly then: SourceExpression;
      readonly otherwise: SourceExpression;
    }
  | {
      readonly kind: "for";
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: SourceExpression;
      /** Null for a tuple. */
      readonly key: SourceExpression | null;
      readonly value: SourceExpression;
      readonly condition: SourceExpression | null;
      readonly grouping: boolean;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: SourceExpression;
      readonly right: SourceExpression;
    }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: SourceExpression }
  /** What is not understood; `parts` are the expressions in it, whose references still count. */
  | { readonly kind: "opaque"; readonly parts: readonly SourceExpression[] };

/** The variable that a splat binds; no identifier can be spelt so. */
export const SPLAT = "[*]";

export const NULL: SourceExpression = { kind: "literal", value: null };
