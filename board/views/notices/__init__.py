"""通知: what a center tells those below it, and who has read, signed and answered."""
