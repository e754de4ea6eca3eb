/** The parts of Terraform's JSON output that are read here: https://developer.hashicorp.com/terraform/internals/json-format */

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export interface Plan {
  format_version: string;
  terraform_version?: string;
  errored?: boolean;
  complete?: boolean;
  variables?: Record<string, { value?: Json }>;
  planned_values?: StateValues;
  resource_changes?: ResourceChange[];
  resource_drift?: ResourceChange[];
  deferred_changes?: { reason?: string; resource_change: ResourceChange }[];
  /** As it was refreshed, with `moved` blocks carried out; absent before the first apply. */
  prior_state?: { values?: StateValues };
  configuration?: Configuration;
}

export interface StateValues {
  root_module?: StateModule;
}

export interface StateModule {
  address?: string;
  resources?: StateResource[];
  child_modules?: StateModule[];
}

export interface StateResource {
  address: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  index?: string | number;
  provider_name?: string;
  values?: JsonObject | null;
  sensitive_values?: Json;
  deposed_key?: string;
}

export interface ResourceChange {
  address: string;
  previous_address?: string;
  module_address?: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  index?: string | number;
  deposed?: string;
  provider_name?: string;
  change: {
    actions: string[];
    before?: JsonObject | null;
    after?: JsonObject | null;
    after_unknown?: Json;
    after_sensitive?: Json;
    importing?: JsonObject | null;
  };
}

export interface Configuration {
  provider_config?: Record<string, { name?: string; full_name?: string; module_address?: string }>;
  root_module?: ConfigModule;
}

export interface ConfigModule {
  resources?: ConfigResource[];
  module_calls?: Record<string, ModuleCall>;
  outputs?: Record<string, { expression?: Expression; sensitive?: boolean }>;
  variables?: Record<string, { default?: Json; sensitive?: boolean }>;
}

export interface ConfigResource {
  address: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  provider_config_key?: string;
  expressions?: Record<string, Expressions>;
  count_expression?: Expression;
  for_each_expression?: Expression;
}

export interface ModuleCall {
  source?: string;
  expressions?: Record<string, Expressions>;
  count_expression?: Expression;
  for_each_expression?: Expression;
  module?: ConfigModule;
}

/** An argument's expression; a block is a record of them, several blocks a list of records. */
export type Expressions = Expression | { [name: string]: Expressions } | Expressions[];

export interface Expression {
  constant_value?: Json;
  references?: string[];
}
