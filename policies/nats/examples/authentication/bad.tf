resource "aws_launch_template" "vitals" {
  name          = "vitals-nats"
  image_id      = "ami-0abcdef1234567890"
  instance_type = "m7g.large"
  user_data = base64encode(<<-SCRIPT
    #!/bin/bash
    cat > /etc/nats/nats-server.conf <<'EOF'
    listen: "0.0.0.0:4222"
    EOF
    systemctl restart nats-server
  SCRIPT
  )
}
