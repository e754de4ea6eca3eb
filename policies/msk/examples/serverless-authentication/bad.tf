resource "aws_msk_serverless_cluster" "lab_results" {
  cluster_name = "lab-results"

  vpc_config {
    subnet_ids         = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }

  client_authentication {
    sasl {
      iam {
        enabled = false
      }
    }
  }
}
