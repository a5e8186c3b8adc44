"""The `steppe` command: each command is a few lines that call a room."""

from simulator.cli.app import app, main

__all__ = ["app", "main"]
