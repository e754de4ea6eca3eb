# Generated from the METADATA of the policies by `npm run build:policies`.
package safeguard.lib.defaults

parameters := {
	"elasticache/backup-retention": {
		"minimum_days": 7,
	},
	"logs/retention": {
		"minimum_days": 365,
	},
	"sqs/dead-letter-alarm": {
		"maximum_period_seconds": 300,
	},
	"sqs/dead-letter-retention": {
		"minimum_days": 14,
	},
}
