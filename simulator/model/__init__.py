"""The rules: a Mesa model of powers that offer and hosts that choose, for one run or many at once."""

from simulator.model.record.journal import Decision
from simulator.model.record.metrics import METRICS, Metric
from simulator.model.region import BLOCK, Region

__all__ = ["BLOCK", "METRICS", "Decision", "Metric", "Region"]
