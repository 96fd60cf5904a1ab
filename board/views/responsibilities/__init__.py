"""责任清单: who answers for what, whom to hand items to, whether it was followed."""
