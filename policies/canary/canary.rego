# What the engine was given: an input that did not arrive would make every policy silent.
package safeguard.canary

# METADATA
# title: How many resources of each type the policies see
# entrypoint: true
seen[type] := count(resources) if some type, resources in input.resources
