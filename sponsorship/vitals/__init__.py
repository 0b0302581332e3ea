"""Signs of life of processes, jobs, webhooks and clocks, and when their absence is an alarm."""
