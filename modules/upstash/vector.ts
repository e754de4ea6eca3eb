import { Construct } from "constructs";
import { InvalidPropError, requireInteger, requireMatch, requireOneOf } from "../shared/validation.js";
import { requireName, sortedEntries } from "./checks.js";
import type { VectorConfigProps, VectorIndexProps, VectorMetric } from "./props.js";
import { VectorIndex } from "./provider/index.js";

const FUNCTIONS: Record<VectorMetric, string> = {
  cosine: "COSINE",
  "dot-product": "DOT_PRODUCT",
  euclidean: "EUCLIDEAN",
};

export interface VectorProps {
  readonly config: VectorConfigProps;
  /** Start of the indexes' names, and name of the main one where the config has none. */
  readonly name: string;
  readonly indexes: Readonly<Record<string, VectorIndexProps>> | undefined;
}

/** Vector indexes: the main one, if it has a dimension, and those by key. */
export class Vector extends Construct {
  /** The main index. */
  readonly main: VectorIndex | undefined;
  /** The others, by key. */
  readonly indexes: Readonly<Record<string, VectorIndex>>;
  private readonly config: VectorConfigProps;

  constructor(scope: Construct, id: string, props: VectorProps) {
    super(scope, id);
    this.config = props.config;
    const { region = "us-east-1", reservedPrice, dimension } = props.config;
    requireOneOf("vectorConfig.region", region, ["us-east-1", "eu-west-1", "us-central1"]);
    if (typeof reservedPrice === "number") {
      requireInteger("vectorConfig.reservedPrice", reservedPrice, 1, 1_000_000, "dollars");
    } else if (reservedPrice !== undefined) {
      requireOneOf("vectorConfig.reservedPrice", reservedPrice, ["pay-as-you-go"]);
    }
    const indexes = sortedEntries(props.indexes);
    if (dimension === undefined && indexes.length === 0) {
      const allowed = "a dimension, or vectorIndexes, where enableVector is true";
      throw new InvalidPropError("vectorConfig.dimension", undefined, allowed);
    }
    const name = props.config.name ?? props.name;
    requireName("vectorConfig.name", name);
    this.main =
      dimension === undefined
        ? undefined
        : this.index("main", "vectorConfig", name, { dimension, metric: props.config.metric });
    this.indexes = Object.fromEntries(
      indexes.map(([key, index]) => {
        const path = `vectorIndexes.${key}`;
        const words = "a key of 1-40 letters, digits, hyphens and underscores";
        requireMatch(path, key, /^[A-Za-z0-9_-]{1,40}$/, words);
        return [key, this.index(`index-${key}`, path, `${props.name}-${key}`, index)];
      }),
    );
  }

  /** What applications need; it holds the tokens. Variables of an index by key end in the key. */
  get environment(): Record<string, string> {
    const all: [string, VectorIndex | undefined][] = [["", this.main], ...sortedEntries(this.indexes)];
    return Object.fromEntries(
      all.flatMap(([key, index]) => {
        if (index === undefined) return [];
        const suffix = key === "" ? "" : `_${key.toUpperCase().replaceAll("-", "_")}`;
        return [
          [`UPSTASH_VECTOR_REST_URL${suffix}`, `https://${index.endpoint}`],
          [`UPSTASH_VECTOR_REST_TOKEN${suffix}`, index.token],
        ];
      }),
    );
  }

  private index(id: string, path: string, name: string, { dimension, metric = "cosine" }: VectorIndexProps) {
    requireInteger(`${path}.dimension`, dimension, 1, 5000);
    requireOneOf(`${path}.metric`, metric, Object.keys(FUNCTIONS));
    const { region = "us-east-1", reservedPrice } = this.config;
    return new VectorIndex(this, id, {
      name,
      region,
      dimensionCount: dimension,
      similarityFunction: FUNCTIONS[metric],
      ...(typeof reservedPrice === "number" ? { type: "fixed", reservedPrice } : { type: "paid" }),
    });
  }
}
