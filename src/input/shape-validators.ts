import Ajv, { type ValidateFunction } from "ajv";
import { SCHEMAS } from "./shape-schemas.js";

const ajv = new Ajv.default({ allowUnionTypes: true });

/**
 * Validators of the document formats. The build puts the code that Ajv generates in this module's place: loading the
 * compiler takes longer than reading a plan.
 */
export const validators: Readonly<Record<keyof typeof SCHEMAS, ValidateFunction>> = {
  plan: ajv.compile(SCHEMAS.plan),
  state: ajv.compile(SCHEMAS.state),
  rawState: ajv.compile(SCHEMAS.rawState),
};
