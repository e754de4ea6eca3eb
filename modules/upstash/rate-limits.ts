import { requireInteger, requireMatch, requireOneOf } from "../shared/validation.js";
import { mapValues, requireDuration, sortedEntries } from "./checks.js";
import type { RateLimitRuleProps, RatelimitConfigProps } from "./props.js";

/** Algorithm → the function of the SDK `@upstash/ratelimit`. */
const LIMITERS = {
  "sliding-window": "slidingWindow",
  "fixed-window": "fixedWindow",
  "token-bucket": "tokenBucket",
};

/** The rules, with the words that `@upstash/ratelimit` takes. */
export function rateLimits(
  config: RatelimitConfigProps,
  rules: Readonly<Record<string, RateLimitRuleProps>> | undefined,
): Record<string, unknown> {
  const algorithm = config.algorithm ?? "sliding-window";
  requireOneOf("ratelimitConfig.algorithm", algorithm, Object.keys(LIMITERS));
  return mapValues(sortedEntries(rules), (rule, key) => {
    const path = `rateLimitRules.${key}`;
    const words = "a key of 1-64 letters, digits, hyphens and underscores";
    requireMatch(path, key, /^[A-Za-z0-9_-]{1,64}$/, words);
    requireInteger(`${path}.limit`, rule.limit, 1, 1_000_000, "requests");
    requireDuration(`${path}.window`, rule.window);
    const prefix = rule.keyPrefix ?? key;
    requireMatch(`${path}.keyPrefix`, prefix, /^[A-Za-z0-9:_-]{1,64}$/, "1-64 letters, digits and : - _");
    return {
      limiter: LIMITERS[algorithm],
      limit: rule.limit,
      window: rule.window.replace(/^(\d+)/, "$1 "),
      prefix,
      identifier: rule.anonymous ? "ip" : "user",
    };
  });
}
