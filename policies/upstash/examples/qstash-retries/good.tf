resource "upstash_qstash_schedule_v2" "reminders" {
  cron        = "0 8 * * *"
  destination = "https://clinic.example.org/reminders"
  callback    = "https://clinic.example.org/deliveries"
  retries     = 3
}
