import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user/index.js";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group/index.js";
import { ElasticacheUserGroupAssociation } from "@cdktf/provider-aws/lib/elasticache-user-group-association/index.js";
import { Construct } from "constructs";
import type { GeneratedSecret } from "../shared/generated-secret.js";
import type { Credentials } from "./credentials.js";
import { bounded } from "./names.js";

export interface RedisTenantsProps {
  readonly groupId: string;
  /** Name of the user that reaches the streams of every client. */
  readonly username: string;
  readonly credentials: Credentials;
  readonly tags: Record<string, string>;
}

/**
 * Commands on streams and other data. What is dangerous (KEYS, FLUSHALL, CONFIG) is left out, and so is what names
 * keys of others, whatever keys a user may touch.
 */
const COMMANDS = "-@all +@read +@write +@connection +@transaction -@dangerous -scan -randomkey -dbsize";

/** A user for each client, limited to the keys of that client, and one for the platform. Nobody else gets in. */
export class RedisTenants extends Construct {
  readonly userGroupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RedisTenantsProps,
  ) {
    super(scope, id);
    const { groupId, username, credentials, tags } = props;
    // Every group has a user of this name; clients that give none would be it.
    const nobody = new ElasticacheUser(this, "default", {
      userId: bounded(`${groupId}-default`, 40),
      userName: "default",
      engine: "redis",
      accessString: "off -@all",
      authenticationMode: { type: "no-password-required" },
      tags,
    });
    const platform = this.user("platform", username, "tenant:*", credentials.platform);
    this.userGroupId = new ElasticacheUserGroup(this, "group", {
      userGroupId: groupId,
      engine: "redis",
      userIds: [nobody.userId, platform.userId],
      tags,
      // The associations below add to them, so that another client changes nothing that is there.
      lifecycle: { ignoreChanges: ["user_ids"] },
    }).userGroupId;
    for (const [tenant, secret] of Object.entries(credentials.tenants)) {
      new ElasticacheUserGroupAssociation(this, `member-${tenant}`, {
        userGroupId: this.userGroupId,
        userId: this.user(`tenant-${tenant}`, tenant, `tenant:${tenant}:*`, secret).userId,
      });
    }
  }

  private user(id: string, userName: string, keys: string, secret: GeneratedSecret): ElasticacheUser {
    return new ElasticacheUser(this, id, {
      userId: bounded(`${this.props.groupId}-${id}`, 40),
      userName,
      engine: "redis",
      accessString: `on ~${keys} resetchannels ${COMMANDS}`,
      authenticationMode: { type: "password", passwords: [secret.value()] },
      tags: this.props.tags,
      lifecycle: { ignoreChanges: ["authentication_mode"] },
    });
  }
}
