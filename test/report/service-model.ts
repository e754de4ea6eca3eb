/** A shape of an AWS service model, as botocore ships them. */
interface Shape {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, Ref>>;
  readonly member?: Ref;
  readonly key?: Ref;
  readonly value?: Ref;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

interface Ref {
  readonly shape: string;
}

export interface ServiceModel {
  readonly shapes: Readonly<Record<string, Shape>>;
}

/** What of a value does not fit a shape of the model, each with its path; what the model does not know does not fit. */
export function misfits(model: ServiceModel, name: string, value: unknown, path = name): string[] {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`The model has no shape ${name}.`);
  const inside = (ref: Ref | undefined, part: unknown, at: string) =>
    ref === undefined ? [`${at} is not known`] : misfits(model, ref.shape, part, at);
  const between = (size: number) =>
    size < (shape.min ?? 0) || size > (shape.max ?? Number.POSITIVE_INFINITY)
      ? [`${path} is of size ${size}`]
      : [];
  switch (shape.type) {
    case "structure": {
      if (!isRecord(value)) return [`${path} is no structure`];
      const missing = (shape.required ?? []).filter((member) => !(member in value));
      return [
        ...missing.map((member) => `${path}.${member} is missing`),
        ...Object.entries(value).flatMap(([member, part]) =>
          inside(shape.members?.[member], part, `${path}.${member}`),
        ),
      ];
    }
    case "list":
      if (!Array.isArray(value)) return [`${path} is no list`];
      return [
        ...between(value.length),
        ...value.flatMap((part, index) => inside(shape.member, part, `${path}[${index}]`)),
      ];
    case "map":
      if (!isRecord(value)) return [`${path} is no map`];
      return Object.entries(value).flatMap(([key, part]) => [
        ...inside(shape.key, key, `${path} key ${key}`),
        ...inside(shape.value, part, `${path}.${key}`),
      ]);
    case "string": {
      if (typeof value !== "string") return [`${path} is no string`];
      const fits =
        (shape.enum?.includes(value) ?? true) &&
        (shape.pattern === undefined || new RegExp(`^(?:${shape.pattern})$`, "s").test(value));
      return fits ? between(value.length) : [`${path} is ${JSON.stringify(value)}`];
    }
    case "integer":
      return Number.isInteger(value) ? [] : [`${path} is no whole number`];
    case "double":
      return typeof value === "number" ? [] : [`${path} is no number`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path} is neither true nor false`];
    default:
      throw new Error(`Shapes of type ${shape.type} are not checked here.`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
