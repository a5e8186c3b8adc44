"""Rules: how the world moves beside the deals, from the economy and pressure to leaders, as functions of arrays."""
