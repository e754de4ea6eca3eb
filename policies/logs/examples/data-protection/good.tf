resource "aws_cloudwatch_log_group" "claims" {
  name = "/claims/intake"
  tags = { DataClassification = "PHI" }
}

resource "aws_cloudwatch_log_data_protection_policy" "claims" {
  log_group_name  = aws_cloudwatch_log_group.claims.name
  policy_document = data.aws_cloudwatch_log_data_protection_policy_document.health.json
}

data "aws_cloudwatch_log_data_protection_policy_document" "health" {
  name = "health"

  statement {
    sid              = "audit"
    data_identifiers = ["arn:aws:dataprotection::aws:data-identifier/MedicareBeneficiaryNumber-US"]

    operation {
      audit {
        findings_destination {}
      }
    }
  }

  statement {
    sid              = "mask"
    data_identifiers = ["arn:aws:dataprotection::aws:data-identifier/MedicareBeneficiaryNumber-US"]

    operation {
      deidentify {
        mask_config {}
      }
    }
  }
}
