resource "aws_secretsmanager_secret" "ehr_import" {
  name = "AmazonMSK_ehr-import"
}

resource "aws_msk_scram_secret_association" "lab_results" {
  cluster_arn     = "arn:aws:kafka:us-east-1:123456789012:cluster/lab-results/7d3c9a52-5e0f-4a1b-9c37-2f6b8d1e4a90-2"
  secret_arn_list = [aws_secretsmanager_secret.ehr_import.arn]
}
