"""From results to text: one file for each kind of thing that is shown."""
