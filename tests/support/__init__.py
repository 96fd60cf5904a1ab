"""What drives processes, brokers and browsers for tests, once each."""
