resource "upstash_qstash_schedule_v2" "claims" {
  cron        = "0 2 * * *"
  destination = "https://billing.example.org/claims"
}
