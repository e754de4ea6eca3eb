import { Fn } from "cdktf";

/** A text that Terraform takes as it stands. `Fn.rawString` sees to quotes, line ends and `${`, but not to these. */
export function literal(text: string): string {
  return Fn.rawString(text.replaceAll("\\", "\\\\").replaceAll("%{", "%%{"));
}
