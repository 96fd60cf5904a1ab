"""What other systems are answered: values and codes, no words of the screen."""
