"""Programs that read one topic to its end, each as it would be used; one is ours."""
