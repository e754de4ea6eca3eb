# Generated from the METADATA of the policies by `npm run build:policies`.
package safeguard.lib.defaults

parameters := {
	"ec2/ebs-snapshots": {
		"minimum_days": 7,
	},
	"ec2/instance-alarms": {
		"agent_namespace": "CWAgent",
		"maximum_percent": 90,
	},
	"ecs/minimum-capacity": {
		"minimum_tasks": 2,
	},
	"ecs/running-tasks-alarm": {
		"maximum_percent": 90,
	},
	"elasticache/backup-retention": {
		"minimum_days": 7,
	},
	"elasticache/cpu-alarm": {
		"maximum_percent": 90,
	},
	"elasticache/engine-version": {
		"minimum_major_version": 6,
	},
	"elasticache/memory-alarm": {
		"maximum_percent": 90,
	},
	"elasticache/subnet-group": {
		"minimum_subnets": 2,
	},
	"eventbridge/archive-retention": {
		"minimum_days": 30,
	},
	"kms/deletion-window": {
		"minimum_days": 14,
	},
	"logs/data-protection": {
		"tag": "DataClassification",
		"values": [
			"PHI",
			"ePHI",
		],
	},
	"logs/retention": {
		"minimum_days": 365,
	},
	"logs/six-year-retention": {
		"archived_in": "",
	},
	"msk/disk-alarm": {
		"maximum_percent": 90,
	},
	"msk/log-retention": {
		"minimum_hours": 168,
	},
	"msk/min-insync-replicas": {
		"minimum": 2,
	},
	"msk/multi-az": {
		"minimum_subnets": 2,
	},
	"msk/replication-factor": {
		"minimum": 3,
	},
	"network/ingress-width": {
		"minimum_ipv6_prefix_length": 48,
		"minimum_prefix_length": 16,
	},
	"secrets/recovery-window": {
		"minimum_days": 7,
	},
	"secrets/rotation": {
		"maximum_days": 90,
	},
	"sns/subscription-plain-channel": {
		"tag": "DataClassification",
		"values": [
			"PHI",
			"ePHI",
		],
	},
	"sqs/dead-letter-alarm": {
		"maximum_period_seconds": 300,
	},
	"sqs/dead-letter-retention": {
		"minimum_days": 14,
	},
	"sqs/max-receive-count": {
		"maximum": 10,
		"minimum": 2,
	},
	"sqs/message-retention": {
		"minimum_days": 4,
	},
	"ssm/secure-string": {
		"words": [
			"apikey",
			"credential",
			"passphrase",
			"passwd",
			"password",
			"privatekey",
			"secret",
			"token",
		],
	},
	"tagging/data-classification": {
		"tag": "DataClassification",
	},
	"tagging/owner": {
		"tag": "Owner",
	},
	"upstash/kafka-retention": {
		"minimum_days": 7,
	},
	"vendor/business-associate": {
		"agreements": {},
	},
	"vendor/hipaa-eligible": {
		"added": [],
	},
}
