resource "upstash_qstash_schedule_v2" "claims" {
  cron        = "0 2 * * *"
  destination = "http://billing.example.org/claims"
  callback    = "https://billing.example.org/deliveries"
}
