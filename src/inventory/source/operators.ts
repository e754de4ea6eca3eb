import type { Json } from "../../input/plan.js";
import { collect, INVALID, known, mayBeNull, type Node, plainValue, unknownFrom } from "./node.js";

/** What an operator of two operands yields; operands that leave the result open make it unknown. */
export function binary(operator: string, left: Node, right: Node): Node {
  if (left.kind === "invalid" || right.kind === "invalid") return INVALID;
  const a = plainValue(left);
  const b = plainValue(right);
  const found = collect([left, right]);
  if (operator === "&&" && (a === false || b === false)) return known(false, found);
  if (operator === "||" && (a === true || b === true)) return known(true, found);
  if (operator === "==" || operator === "!=") {
    const equal = equality(left, right, a, b);
    return equal === undefined
      ? unknownFrom([left, right], false)
      : known(operator === "==" ? equal : !equal, found);
  }
  const result = a === undefined || b === undefined ? undefined : arithmetic(operator, a, b);
  return result === undefined ? unknownFrom([left, right], false) : known(result, found);
}

function equality(left: Node, right: Node, a: Json | undefined, b: Json | undefined): boolean | undefined {
  if (a === null && b === null) return true;
  if (a !== undefined && b !== undefined) {
    // Whether two collections are equal depends on their types.
    return typeof a === "object" && a !== null && b !== null ? undefined : a === b;
  }
  // What is unknown but never null differs from null.
  if (a === null && !mayBeNull(right)) return false;
  if (b === null && !mayBeNull(left)) return false;
  return undefined;
}

function arithmetic(operator: string, a: Json, b: Json): Json | undefined {
  if (typeof a === "boolean" && typeof b === "boolean") {
    return operator === "&&" ? a && b : operator === "||" ? a || b : undefined;
  }
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0 ? undefined : a / b;
    case "%":
      return b === 0 ? undefined : a % b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    default:
      return undefined;
  }
}
