resource "aws_lb" "portal" {
  name    = "patient-portal"
  subnets = ["subnet-0a1b2c3d4e5f67890", "subnet-0f9e8d7c6b5a43210"]
}

resource "aws_lb_target_group" "portal" {
  name     = "patient-portal"
  vpc_id   = "vpc-0a1b2c3d4e5f67890"
  port     = 8443
  protocol = "HTTPS"
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.portal.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-4e5f-6789-abcd-ef0123456789"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.portal.arn
  }
}
