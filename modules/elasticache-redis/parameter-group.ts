import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import type { Construct } from "constructs";
import type { ParameterGroupSettings } from "./settings.js";

/** Its name holds the family: a group of another family can be made before the old one goes. */
export function parameterGroup(
  scope: Construct,
  id: string,
  name: string,
  settings: ParameterGroupSettings,
  tags: Record<string, string>,
): ElasticacheParameterGroup {
  const fullName = `${name}-${settings.family.replace(".", "-")}`;
  return new ElasticacheParameterGroup(scope, id, {
    name: fullName,
    family: settings.family,
    description: settings.description,
    parameter: settings.parameters.map(({ name, value }) => ({ name, value })),
    tags: { ...tags, Name: fullName },
    lifecycle: { createBeforeDestroy: true },
  });
}
