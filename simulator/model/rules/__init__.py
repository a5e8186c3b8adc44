"""Rules: how the economy, debt, influence, alignment and politics move, as functions of arrays."""
