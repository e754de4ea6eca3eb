resource "aws_msk_cluster" "lab_results" {
  cluster_name           = "lab-results"
  kafka_version          = "3.8.x"
  number_of_broker_nodes = 3

  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728", "subnet-0c1d2e3f405162738"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]
  }

  configuration_info {
    arn      = aws_msk_configuration.lab_results.arn
    revision = aws_msk_configuration.lab_results.latest_revision
  }
}

resource "aws_msk_configuration" "lab_results" {
  name              = "lab-results"
  server_properties = <<-EOT
    default.replication.factor = 3
  EOT
}
