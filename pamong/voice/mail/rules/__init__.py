"""What an e-mail says, in plain values."""
