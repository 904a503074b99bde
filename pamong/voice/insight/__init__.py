"""What many complaints say together: counts that split honestly, signals with their reasons, and inquiries that follow them."""
