"""Which worlds may the model meet: random scenarios that the schema and its rules allow, far from the baseline.

Figures are scaled over four orders of magnitude or set to zero, parameters range to three times beyond what is
plausible where the hard bounds let them, actors are dropped, and events strike every state.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from simulator.scenario import (
    DEAL_STATES,
    OWNERS,
    Hold,
    Parameters,
    Quarter,
    Scenario,
    State,
    Watched,
    load_scenario,
)
from simulator.scenario.reading.event_rules import HAPPENING, SELF_MOVING, SHIFTED
from simulator.scenario.theatre import Stage

from .scenes import as_dict, from_dict

BASELINE = load_scenario(Path(__file__).parents[2] / "scenarios" / "baseline_2025.yaml")

_QUICK = settings(
    deadline=None,
    # Shrinking a world takes longer than reading the one that failed.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    # The same worlds every time: what fails on one machine fails on all.
    derandomize=True,
    database=None,
    print_blob=True,
)
FEW = settings(_QUICK, max_examples=12)
"""For properties that live through quarters."""
SOME = settings(_QUICK, max_examples=40)
"""For properties of a moment."""

seeds = st.integers(0, 2**64)
lengths = st.integers(1, 12) | st.integers(13, 30)
run_numbers = st.integers(0, 10**9)

_factors = st.sampled_from([1.0, 1.0, 1.0, 0.5, 2.0, 0.1, 10.0, 0.01, 100.0])
_factors_or_nothing = _factors | st.just(0.0)
_shares = st.sampled_from([0.0, 1.0]) | st.floats(0.0, 1.0)
_choices = st.booleans()


class Drawn(Scenario):
    """A scenario that was drawn: its full text would fill pages, the blob that is printed with it draws it again."""

    def __repr__(self) -> str:
        return f"<{len(self.hosts)} hosts, {len(self.powers)} powers, {len(self.events)} events>"


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a valid scenario."""
    raw = as_dict(BASELINE)
    for section, key in (("hosts", "id"), ("powers", "id"), ("sectors", "id"), ("security_elements", "id")):
        kept = draw(st.sets(st.sampled_from([item[key] for item in raw[section]]), min_size=1))
        if draw(_choices):
            raw[section] = [item for item in raw[section] if item[key] in kept]
    names = {section: {item["id"] for item in raw[section]} for section in ("powers", "sectors", "security_elements")}
    _vary_theatre(draw, raw)
    for power in raw["powers"]:
        _vary_power(draw, power, names)
    for host in raw["hosts"]:
        _vary_host(draw, host, names)
    hosts = {host["id"] for host in raw["hosts"]}
    raw["neighbours"] = [pair for pair in raw["neighbours"] if {pair["of"], pair["with"]} <= hosts and draw(_choices)]
    for pair in raw["neighbours"]:
        pair |= {"relation": draw(st.floats(-1.0, 1.0)), "dispute": draw(_shares), "river": draw(_shares)}
    for sector in raw["sectors"]:
        sector["disbursement"] = draw(st.integers(1, 14))
    for instrument in raw["instruments"].values():
        instrument["cash_share"] = draw(_shares)
    raw["parameters"] = draw(parameters())
    raw["events"] = [_event(draw, number, raw) for number in range(draw(st.integers(0, 4)))]
    raw["seats"] = [_seat(raw["hosts"][0]["id"], raw["powers"][0]["id"])]
    raw["commodity_price"] = draw(st.floats(-1.0, 1.0))
    raw["horizon"] = 400
    return from_dict(raw, Drawn)


def _vary_theatre(draw: st.DrawFn, raw: dict[str, Any]) -> None:
    """Keep some projects and corridors, between the actors that are left."""
    actors = {section: {item["id"] for item in raw[section]} for section in ("hosts", "powers", "sectors")}

    def named(held: dict[str, Any], section: str) -> dict[str, Any]:
        return {name: value for name, value in held.items() if name in actors[section]}

    corridors = [way for way in raw["corridors"] if draw(_choices)] if draw(_choices) else raw["corridors"]
    for way in corridors:
        way["volume"] *= draw(_factors_or_nothing)
        way["capacity"] = max(way["capacity"] * draw(_factors), way["volume"])
        way["gatekeeper"] = way["gatekeeper"] if way["gatekeeper"] in actors["powers"] else None
        way["dependence"] = named(way["dependence"], "hosts")
        way["builders"] = tuple(host for host in way["builders"] if host in actors["hosts"])
    ways = {way["id"] for way in corridors}
    there = [p for p in raw["projects"] if p["host"] in actors["hosts"] and p["sector"] in actors["sectors"]]
    for project in there:
        if project["corridor"] not in ways:
            project["corridor"], project["adds"] = None, 0.0
        project["stage"] = draw(st.sampled_from(list(Stage)))
        project["capex"] *= draw(_factors_or_nothing)
        project["output"] = draw(_shares)
        project["offtake"], project["refining"] = (
            named(project["offtake"], "powers"),
            named(project["refining"], "powers"),
        )
    raw["corridors"], raw["projects"] = corridors, there
    for power in raw["powers"]:
        power["corridor_worth"] = {way: worth for way, worth in power["corridor_worth"].items() if way in ways}
        power["supply_worth"] *= draw(_factors_or_nothing)


def _vary_power(draw: st.DrawFn, power: dict[str, Any], names: dict[str, set[str]]) -> None:
    for key in ("instruments", "sector_worth"):
        power[key] = {sector: value for sector, value in power[key].items() if sector in names["sectors"]}
    power["rivalry"] = {other: draw(_shares) for other in power["rivalry"] if other in names["powers"]}
    power["security"] = tuple(element for element in power["security"] if element in names["security_elements"])
    power["asks"] = {
        "sanctions": draw(_shares),
        "governance": draw(_shares),
        "recognition": draw(_shares),
        "collateral": draw(_choices),
        "exclusive": tuple(sector for sector in sorted(names["sectors"]) if draw(_choices)),
    }
    power["clause_worth"]["exclusive"] = draw(st.sampled_from([0.0, 0.05, 1.0]))
    power["gdp"] *= draw(_factors)
    power["budget"] *= draw(_factors_or_nothing)
    power["delivery"] = draw(_shares)
    power["maturity"] = draw(st.floats(1.0, 40.0))
    power["rate"] = draw(st.floats(-0.02, 0.2))
    power["attention"] = draw(st.integers(0, 12))
    power["offers"] = draw(st.integers(0, 8))
    power["summits"] = draw(st.sampled_from([0.0, 0.5, 10.0]))
    power["war"] = draw(st.floats(0.0, 2.0))
    power["protection"] = draw(_shares)
    power["enforcement"] = draw(_shares)
    power["restraint"] = draw(st.sampled_from([0.0, -5.0, 2.0]))
    power["levers"] = {name: lever for name, lever in power["levers"].items() if draw(_choices)}
    for lever in power["levers"].values():
        lever["loss"], lever["threat"] = draw(st.floats(0.01, 1.0)), draw(_shares)
        lever["sanctions"] = draw(_choices)
    power["growth_noise"] = draw(st.floats(0.0, 0.1))
    power["currency_noise"] = draw(st.floats(0.0, 0.2))


def _vary_host(draw: st.DrawFn, host: dict[str, Any], names: dict[str, set[str]]) -> None:
    host["sector_fit"] = {sector: draw(_shares) for sector in host["sector_fit"] if sector in names["sectors"]}
    host["dyads"] = {
        power: dyad for power, dyad in host["dyads"].items() if power in names["powers"] and draw(_choices)
    }
    for dyad in host["dyads"].values():
        for key in ("exports", "imports", "fdi", "debt", "remittances"):
            dyad[key] *= draw(_factors_or_nothing)
        for key in ("security_tie", "alignment", "delivery_belief", "hostility", "strategic_worth"):
            dyad[key] = draw(_shares)
        dyad["coercion_memory"] = draw(st.floats(0.0, 3.0))
        dyad["signed"] = {sector: draw(st.floats(0.0, 5.0)) for sector in dyad["signed"] if sector in names["sectors"]}
    host["gdp"] *= draw(_factors)
    sent = sum(dyad["remittances"] for dyad in host["dyads"].values())
    for dyad in host["dyads"].values():
        # A host receives less than it earns.
        dyad["remittances"] *= min(1.0, 0.9 * host["gdp"] / sent) if sent else 1.0
    for key in ("exports", "imports", "fdi", "debt"):
        # What is left for the partners outside the model; a host without any ties at all has no influence to share.
        rest = host[key] * draw(_factors_or_nothing)
        host[key] = sum(dyad[key] for dyad in host["dyads"].values()) + (rest or (0.01 if key == "exports" else 0.0))
    host["reserves"] *= draw(_factors_or_nothing)
    host["current_account"] = draw(st.floats(-0.1, 0.1))
    host["growth"] = draw(st.floats(-0.05, 0.1))
    host["debt_threshold"] = draw(st.floats(0.01, 1.5))
    host["unrest_hazard"] *= draw(_factors_or_nothing)
    for key in ("commodity_share", "coalition", "legitimacy", "unrest", "threat", "compliance", "water_stress"):
        host[key] = draw(_shares)
    host["hurdle"] = draw(st.none() | st.floats(0.0, 5.0))
    host["tenure"] = draw(st.floats(0.0, 60.0))


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, dict[str, Any]]:
    """Draw all parameters: each group as it is, within what is plausible, or beyond."""
    return {
        name: _group(draw, field.annotation)
        for name, field in Parameters.model_fields.items()
        if field.annotation is not None
    }


def _group(draw: st.DrawFn, group: Any) -> dict[str, Any]:
    stretch = draw(st.sampled_from([0.0, 1.0, 3.0]))
    if not stretch:
        return {}
    values: dict[str, Any] = {}
    for name, field in group.model_fields.items():
        bounds = {type(rule).__name__: rule for rule in field.metadata}
        if name == "amounts":
            values[name] = tuple(draw(st.lists(st.floats(0.05, 4.0), min_size=1, max_size=4)))
            continue
        if field.annotation is bool:
            values[name] = draw(st.booleans())
            continue
        low, high = field.json_schema_extra["plausible"]
        low, high = low / stretch, high * stretch
        if "Ge" in bounds:
            low = max(low, bounds["Ge"].ge)
        if "Le" in bounds:
            high = min(high, bounds["Le"].le)
        if name == "precision":
            low, high = 0.0, 100.0
        if name == "standard_exponent":
            # With more, the standard deal of the largest hosts outgrows the world.
            high = 1.2
        whole = field.annotation is int
        ends = st.sampled_from([low, high])
        values[name] = draw(st.integers(int(low), int(high)) if whole else ends | st.floats(low, high))
    return values


def _event(draw: st.DrawFn, number: int, raw: dict[str, Any]) -> dict[str, Any]:
    effects = [_effect(draw, raw) for _ in range(draw(st.integers(1, 3)))]
    ends = not any(effect["state"] in SELF_MOVING for effect in effects)
    return {
        "id": f"event_{number}",
        "name": "Something happens",
        "at": str(Quarter.parse(raw["start"]) + draw(st.integers(1, 12))),
        "lasts": draw(st.none() | st.integers(1, 8)) if ends else None,
        "ends": tuple(f"event_{other}" for other in range(number) if draw(_choices)),
        "effects": effects,
    }


def _seat(host: str, power: str) -> dict[str, Any]:
    when = {"state": Watched.INFLUENCE_SHARE, "of": host, "by": power, "above": 0.2}
    aims = [{"id": str(hold), "name": "An aim", "when": when, "hold": hold} for hold in Hold]
    return {"id": host, "brief": "Hold the balance.", "objectives": aims}


def _effect(draw: st.DrawFn, raw: dict[str, Any]) -> dict[str, Any]:
    state = draw(st.sampled_from(list(State)))
    if state in DEAL_STATES:
        parties = {"of": "hosts", "by": "powers", "sector": "sectors"}
        names = {key: draw(st.sampled_from([item["id"] for item in raw[part]])) for key, part in parties.items()}
        return {"state": state, **names, "add": draw(st.floats(0.001, 5.0))}
    owners = next((section for section, states in OWNERS.items() if state in states), None)
    names = [item["id"] for item in raw.get(owners, [])] if owners else []
    of = draw(st.none() | st.sampled_from(names)) if names else None
    change = {"multiply": draw(st.floats(0.0, 10.0))} if draw(_choices) else {"add": draw(st.floats(-1.0, 1.0))}
    if state in SHIFTED | HAPPENING:
        change = {"add": draw(st.floats(-0.1, 0.1))}
    return {"state": state, "of": of, **change}
