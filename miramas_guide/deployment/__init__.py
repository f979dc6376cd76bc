"""What installs, starts and deploys the guide."""
