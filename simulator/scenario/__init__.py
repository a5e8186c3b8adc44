"""From text to a checked `Scenario`: the schema of a scenario and the way to load one.

>>> scenario = load_scenario("baseline_2025")
>>> [power.id for power in scenario.powers]
['US', 'CN', 'RU', 'EU']
"""

from simulator.scenario.deals import Instrument, InstrumentTerms, Sector, SecurityElement
from simulator.scenario.figure import Basis, Confidence, Figure
from simulator.scenario.happenings import (
    DEAL_STATES,
    HOST_STATES,
    OWNERS,
    POWER_STATES,
    WATCHED_IN_DYADS,
    WATCHED_IN_POWERS,
    WATCHED_IN_WORLD,
    WORLD_STATES,
    Condition,
    Effect,
    Event,
    State,
    Watched,
)
from simulator.scenario.levers import Exposure, Lever
from simulator.scenario.neighbours import Neighbours
from simulator.scenario.parameters import Parameters
from simulator.scenario.profiles import Asks, ClauseWorth, Dyad, HostProfile, PowerProfile
from simulator.scenario.quarter import Quarter
from simulator.scenario.reading.loader import (
    check,
    is_hypothesis,
    is_style,
    load_scenario,
    load_shipped,
    shipped_scenarios,
)
from simulator.scenario.reading.problems import Problem, ScenarioError
from simulator.scenario.reading.shipped import scenarios_folder
from simulator.scenario.schema import SCHEMA_VERSION, Kind, Scenario
from simulator.scenario.seats import Hold, Objective, Seat
from simulator.scenario.theatre import Corridor, Project, Stage

__all__ = [
    "DEAL_STATES",
    "HOST_STATES",
    "OWNERS",
    "POWER_STATES",
    "SCHEMA_VERSION",
    "WATCHED_IN_DYADS",
    "WATCHED_IN_POWERS",
    "WATCHED_IN_WORLD",
    "WORLD_STATES",
    "Asks",
    "Basis",
    "ClauseWorth",
    "Condition",
    "Confidence",
    "Corridor",
    "Dyad",
    "Effect",
    "Event",
    "Exposure",
    "Figure",
    "Hold",
    "HostProfile",
    "Instrument",
    "InstrumentTerms",
    "Kind",
    "Lever",
    "Neighbours",
    "Objective",
    "Parameters",
    "PowerProfile",
    "Problem",
    "Project",
    "Quarter",
    "Scenario",
    "ScenarioError",
    "Seat",
    "Sector",
    "SecurityElement",
    "Stage",
    "State",
    "Watched",
    "check",
    "is_hypothesis",
    "is_style",
    "load_scenario",
    "load_shipped",
    "scenarios_folder",
    "shipped_scenarios",
]
