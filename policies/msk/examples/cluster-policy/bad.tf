resource "aws_msk_cluster_policy" "lab_results" {
  cluster_arn = "arn:aws:kafka:us-east-1:111122223333:cluster/lab-results/7d3c9a52-5e0f-4a1b-9c37-2f6b8d1e4a90-2"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"]
      Resource  = "arn:aws:kafka:us-east-1:111122223333:cluster/lab-results/7d3c9a52-5e0f-4a1b-9c37-2f6b8d1e4a90-2"
    }]
  })
}
