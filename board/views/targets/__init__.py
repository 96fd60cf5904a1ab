"""任务指标: what rates come to beside what they shall come to."""
