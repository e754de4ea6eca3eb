/** The parts of the documents' format that are read, as JSON Schema. */
const named = {
  address: { type: "string" },
  mode: { enum: ["managed", "data"] },
  type: { type: "string" },
  name: { type: "string" },
};

const resource = {
  type: "object",
  required: ["address", "mode", "type", "name"],
  properties: {
    ...named,
    index: { type: ["string", "number"] },
    provider_name: { type: "string" },
    values: { type: ["object", "null"] },
  },
};

const change = {
  ...resource,
  required: [...resource.required, "change"],
  properties: {
    ...resource.properties,
    module_address: { type: "string" },
    deposed: { type: "string" },
    change: {
      type: "object",
      required: ["actions"],
      properties: {
        actions: { type: "array", items: { type: "string" } },
        before: { type: ["object", "null"] },
        after: { type: ["object", "null"] },
      },
    },
  },
};

const stateModule = {
  type: "object",
  properties: {
    resources: { type: "array", items: resource },
    child_modules: { type: "array", items: { $ref: "#/$defs/stateModule" } },
  },
};

const stateValues = { type: "object", properties: { root_module: { $ref: "#/$defs/stateModule" } } };

/** A constant, references, or a record of arguments and blocks; an argument may have the name `references` too. */
const expressions = {
  type: ["object", "array"],
  properties: {
    constant_value: true,
    references: { anyOf: [{ type: "array", items: { type: "string" } }, { $ref: "#/$defs/expressions" }] },
  },
  dependencies: { constant_value: { properties: { references: { type: "array" } } } },
  additionalProperties: { $ref: "#/$defs/expressions" },
  items: { $ref: "#/$defs/expressions" },
};

/** `count`, `for_each` and outputs: one expression, never a block. */
const expression = {
  type: "object",
  properties: { constant_value: true, references: { type: "array", items: { type: "string" } } },
};

const repetition = { count_expression: expression, for_each_expression: expression };

const blocks = { type: "object", additionalProperties: { $ref: "#/$defs/expressions" } };

const configModule = {
  type: "object",
  properties: {
    resources: {
      type: "array",
      items: {
        type: "object",
        required: ["address", "mode", "type", "name"],
        properties: { ...named, expressions: blocks, ...repetition },
      },
    },
    module_calls: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: { module: { $ref: "#/$defs/configModule" }, expressions: blocks, ...repetition },
      },
    },
    outputs: { type: "object", additionalProperties: { type: "object", properties: { expression } } },
    variables: { type: "object", additionalProperties: { type: "object" } },
  },
};

/** Each element of `terraform.tfstate`. */
const rawResource = {
  type: "object",
  required: ["mode", "type", "name"],
  properties: {
    module: { type: "string" },
    mode: { enum: ["managed", "data"] },
    type: { type: "string" },
    name: { type: "string" },
    provider: { type: "string" },
    instances: {
      type: "array",
      items: {
        type: "object",
        properties: {
          index_key: { type: ["string", "number"] },
          deposed: { type: "string" },
          attributes: { type: ["object", "null"] },
          sensitive_attributes: {
            type: ["array", "null"],
            items: { type: "array", items: { type: "object", required: ["value"] } },
          },
        },
      },
    },
  },
};

const $defs = { stateModule, configModule, expressions };

export const SCHEMAS = {
  plan: {
    $defs,
    type: "object",
    properties: {
      resource_changes: { type: "array", items: change },
      resource_drift: { type: "array", items: change },
      planned_values: stateValues,
      prior_state: { type: "object", properties: { values: stateValues } },
      configuration: { type: "object", properties: { root_module: { $ref: "#/$defs/configModule" } } },
      deferred_changes: {
        type: "array",
        items: { type: "object", required: ["resource_change"], properties: { resource_change: change } },
      },
      variables: { type: "object", additionalProperties: { type: "object" } },
      errored: { type: "boolean" },
      complete: { type: "boolean" },
    },
  },
  state: { $defs, type: "object", properties: { values: stateValues } },
  rawState: { type: "object", properties: { resources: { type: "array", items: rawResource } } },
};
