resource "aws_cloudwatch_event_connection" "registry" {
  name               = "immunization-registry"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-api-key"
      value = data.aws_secretsmanager_secret_version.registry.secret_string
    }
  }
}

resource "aws_kms_key" "registry" {
  description         = "API key of the immunization registry"
  enable_key_rotation = true
  tags                = { EventBridgeApiDestinations = "true" }
}

resource "aws_secretsmanager_secret" "registry" {
  name       = "immunization-registry"
  kms_key_id = aws_kms_key.registry.arn
}

data "aws_secretsmanager_secret_version" "registry" {
  secret_id = aws_secretsmanager_secret.registry.id
}
