"""What the board sends: messages, never a write to the store."""
