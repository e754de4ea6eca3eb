import { InvalidPropError, requireEntries, requireMatch } from "../shared/validation.js";
import { mapValues, sortedEntries } from "./checks.js";
import type { RedisUserProps } from "./props.js";

const WRITES = /^\+(@(all|write|dangerous|admin|keyspace)|set|del|flush|config|acl)/i;

/**
 * User → its rules, as `ACL SETUSER <user> <rules>` takes them. Where the user has a password, whoever runs the command adds
 * it: no secret is in the rules.
 */
export function aclRules(
  users: Readonly<Record<string, RedisUserProps>> | undefined,
  isPhi: boolean,
): Record<string, string> {
  return mapValues(sortedEntries(users), (user, name) => {
    const path = `redisUsers.${name}`;
    requireMatch(
      path,
      name,
      /^[A-Za-z0-9_-]{1,64}$/,
      "a name of 1-64 letters, digits, hyphens and underscores",
    );
    checkUser(path, user, isPhi);
    return [
      "on",
      ...(user.noPass ? ["nopass"] : []),
      "resetkeys",
      ...user.keys.map((key) => `~${key}`),
      "resetchannels",
      ...(user.channels ?? []).map((channel) => `&${channel}`),
      "-@all",
      ...user.commands,
    ].join(" ");
  });
}

function checkUser(path: string, user: RedisUserProps, isPhi: boolean): void {
  requireEntries(`${path}.commands`, user.commands, "command");
  requireEntries(`${path}.keys`, user.keys, "key pattern");
  for (const command of user.commands) {
    const words = "commands and categories that are allowed or denied, e.g. +@read or -flushall";
    requireMatch(`${path}.commands`, command, /^[+-]@?[A-Za-z][A-Za-z|_-]*$/, words);
  }
  for (const prop of ["keys", "channels"] as const) {
    for (const pattern of user[prop] ?? []) {
      requireMatch(`${path}.${prop}`, pattern, /^[^\s~&%]+$/, "patterns without blanks, ~, & and %");
    }
  }
  if (!user.noPass) return;
  const writing = user.commands.find((command) => WRITES.test(command));
  if (isPhi || writing !== undefined) {
    const allowed = isPhi ? "false where the data is PHI" : `false beside ${writing}`;
    throw new InvalidPropError(`${path}.noPass`, true, allowed);
  }
}
