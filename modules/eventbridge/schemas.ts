import { SchemasRegistry } from "@cdktf/provider-aws/lib/schemas-registry/index.js";
import { SchemasSchema } from "@cdktf/provider-aws/lib/schemas-schema/index.js";
import { Construct } from "constructs";
import type { EventSchemaProps } from "./props.js";

export interface SchemasProps {
  readonly name: string;
  readonly project: string;
  readonly schemas: readonly [string, Required<EventSchemaProps>][];
  readonly tags: Record<string, string>;
}

/** The registry, and what the events look like. */
export class Schemas extends Construct {
  readonly registry: SchemasRegistry;

  constructor(scope: Construct, id: string, props: SchemasProps) {
    super(scope, id);
    this.registry = new SchemasRegistry(this, "registry", {
      name: props.name,
      description: `Schema registry for ${props.project} events`,
      tags: { ...props.tags, Name: props.name },
    });
    for (const [name, { type, schemaContent, description }] of props.schemas) {
      new SchemasSchema(this, `schema-${name}`, {
        name,
        registryName: this.registry.name,
        type: type as string,
        content: schemaContent,
        ...(description && { description }),
        tags: props.tags,
      });
    }
  }
}
