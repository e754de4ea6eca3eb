# The thresholds of the policies: as the user set them, else as METADATA says.
package safeguard.lib.parameters

import data.safeguard.lib.defaults

value(policy, name) := data.parameters[policy][name] if {
	data.parameters[policy][name] != null
} else := defaults.parameters[policy][name]
