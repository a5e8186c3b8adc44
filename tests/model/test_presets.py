"""Does every preset of the library change what it says, does an event end another, and are deals of events kept?"""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from simulator.model import Region
from simulator.model.events import BLOWS, Calendar, Outside
from simulator.model.record.metrics import METRICS
from simulator.model.setting import Setting
from simulator.model.world import World
from simulator.scenario import State, load_scenario

from .scenes import ALOOF, CALM, changed, lived

FIELDS = {
    State.GROWTH: "growth_shift",
    State.EXCHANGE_RATE: "currency_shift",
    State.COMMODITY_PRICE: "commodity_shift",
    State.MINERAL_PRICE: "mineral_shift",
    State.MIGRATION: "migration_shift",
    State.SIGNED: "announced",
    **{state: name for state, (name, _) in BLOWS.items()},
}
"""Where a state stands, if not under its own name."""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """The baseline with every preset, none of them used."""
    path = tmp_path_factory.mktemp("library") / "own.yaml"
    path.write_text("extends: [baseline_2025, base/events]\nid: own\nname: Own\nsummary: Own.\n", encoding="utf-8")
    return load_scenario(path)


def arrays(calendar, world, step):
    """Return everything that an event can change, once those of a step have happened."""
    calendar.pass_quarter(step, None, None)
    calendar.strike(step, world)
    outside = calendar.outside(step)
    return {field.name: getattr(outside, field.name) for field in fields(Outside)} | {
        field.name: value.copy()
        for field in fields(World)
        if isinstance(value := getattr(world, field.name), np.ndarray)
    }


def used(scenario, *events):
    return scenario.model_copy(update={"events": events})


def test_every_preset_changes_the_states_that_it_names_and_no_others(library):
    assert len(library.events) > 20
    for preset in library.events:
        made = used(library, preset.model_copy(update={"at": library.start + 1}))
        setting = Setting(made)
        world, calendar = World.at_start(setting, 1), Calendar(setting, 1)
        before, after = (arrays(calendar, world, step) for step in (0, 1))
        moved = {name for name in before if not np.array_equal(before[name], after[name])}
        assert moved == {FIELDS.get(effect.state, effect.state.value) for effect in preset.effects}, preset.id


def test_presets_that_nothing_sets_off_leave_no_trace(baseline, library):
    usual, idle = (lived(scenario, 4, runs=2, journal=True) for scenario in (baseline, library))
    assert idle.runs_struck == {}
    assert idle.headlines == []
    for metric in METRICS:
        np.testing.assert_array_equal(usual.history[metric.name], idle.history[metric.name])


def event(name, at=None, state=State.THREAT, **keys):
    effects = ({"state": state, "of": "UZ", "add": 0.125},)
    return {"id": name, "name": name, "at": at, "effects": effects, **keys}


def threats(scenario, *events, length=8):
    """Return by how much the threat to Uzbekistan is raised in each quarter from the start on."""
    setting = Setting(changed(scenario, {"events": events}))
    calendar, host = Calendar(setting, 1), setting.hosts.index("UZ")
    levels = []
    for step in range(length):
        calendar.pass_quarter(step, None, lambda _: np.zeros(1))
        levels.append(calendar.outside(step).threat[host, 0] - setting.figures.threat[host, 0])
    return np.array(levels)


def test_an_event_ends_what_another_has_changed_and_leaves_the_rest(baseline):
    start = baseline.start
    war, raid = event("war", str(start + 1)), event("raid", str(start + 2))
    peace = event("peace", str(start + 4), State.UNREST, ends=("war",))
    np.testing.assert_allclose(threats(baseline, war, raid, peace), 0.125 * np.array([0, 1, 2, 2, 1, 1, 1, 1]))


def test_an_event_ends_nothing_that_comes_after_it(baseline):
    start = baseline.start
    peace = event("peace", str(start + 2), State.UNREST, ends=("war",))
    np.testing.assert_allclose(
        threats(baseline, peace, event("war", str(start + 4)))[3:], 0.125 * np.ones(5) * [0, 1, 1, 1, 1]
    )
    same = event("war", str(start + 2))
    assert threats(baseline, same, peace)[3] == 0.0
    assert threats(baseline, peace, same)[3] > 0.0


def test_what_was_ended_can_strike_again_at_once_if_it_repeats(baseline):
    war = event("war", hazard=20, repeats=True, lasts=100)
    peace = event("peace", hazard=20, state=State.UNREST, ends=("war",))
    # The peace comes after the war of the first quarter; the war returns in the next, and the peace does not.
    assert (threats(baseline, war, peace)[:4] > 0.0).tolist() == [False, True, True, True]


def deal(baseline, host="UZ", power="US", sector="transport", add=1.5, **keys):
    """Return an event that signs a deal."""
    keys = keys or {"at": str(baseline.start + 2)}
    effects = ({"state": State.SIGNED, "of": host, "by": power, "sector": sector, "add": add},)
    return {"id": "deal", "name": "A deal", "effects": effects, **keys}


SURE = {"powers.*.delivery": 1.0, "hosts.*.dyads.*.signed": {}}
"""Changes that make every deal arrive, and leave none from before."""


def test_a_deal_of_an_event_is_signed_once_and_paid_in_equal_parts_as_any_other(baseline):
    region = lived(changed(baseline, ALOOF, CALM, SURE, {"events": (deal(baseline),)}), 15)
    h, p = region.setting.hosts.index("UZ"), region.setting.powers.index("US")
    signed, paid = (region.history[name][:, :, :, 0] for name in ("signed", "disbursed"))
    assert signed[2, h, p] == signed.sum() == 1.5
    quarters = int(region.setting.payout[region.setting.sectors.index("transport"), 0])
    np.testing.assert_allclose(paid[2 : 2 + quarters, h, p], 1.5 / quarters)
    assert paid.sum() == pytest.approx(1.5)
    assert region.history["acceptances"].sum() == 0
    assert region.world.pipeline[h, p].sum() == pytest.approx(0.0, abs=1e-12)


def test_a_purchase_by_an_event_earns_goodwill_and_a_deal_costs_the_power_nothing(baseline):
    still = changed(baseline, ALOOF, CALM, SURE)
    usual, bought = (lived(s, 2).world for s in (still, changed(still, {"events": (deal(baseline),)})))
    difference = bought.goodwill - usual.goodwill
    assert np.count_nonzero(difference) == 1
    assert difference.max() > 0.0
    np.testing.assert_array_equal(usual.cash, bought.cash)


def test_deals_add_up_to_one_another_and_to_what_is_signed_at_the_table(baseline):
    again = deal(baseline) | {"id": "again"}
    region = Region(changed(baseline, {"events": (deal(baseline), again)}), runs=20, seed=1)
    usual = Region(baseline, runs=20, seed=1)
    for _ in range(2):
        region.step(), usual.step()
    h, p = region.setting.hosts.index("UZ"), region.setting.powers.index("US")
    added = region.history.latest("signed") - usual.history.latest("signed")
    np.testing.assert_allclose(added[h, p], 3.0)
    assert np.count_nonzero(np.abs(added).max(-1)) == 1


def test_a_deal_in_some_runs_leaves_the_others_and_a_run_is_the_same_alone(baseline):
    made = changed(baseline, {"events": (deal(baseline, hazard=0.5),)})
    block, calm = lived(made, 6, runs=12, seed=5), lived(baseline, 6, runs=12, seed=5)
    struck = block.runs_struck["deal"]
    assert 0 < struck.sum() < 12
    moved = (block.history["pipeline"] != calm.history["pipeline"]).any((0, 1, 2))
    np.testing.assert_array_equal(moved, struck)
    for run in (int(struck.argmax()), int(struck.argmin())):
        alone = lived(made, 6, runs=range(run, run + 1), seed=5)
        for metric in METRICS:
            np.testing.assert_array_equal(alone.history[metric.name][..., 0], block.history[metric.name][..., run])


def test_the_deals_and_curbs_of_2025_come_as_they_came(shipped):
    scenario = shipped("autumn_2025")
    aloof = tuple(power.model_copy(update={"offers": 0}) for power in scenario.powers)
    region = Region(scenario.model_copy(update={"powers": aloof}))
    controls, signed = {}, {}
    us, china = (region.setting.powers.index(power) for power in ("US", "CN"))
    while region.running:
        region.step()
        controls[str(region.quarter)] = region.outside.export_controls[china, 0]
        for h, p in zip(*np.nonzero(region.history.latest("signed")[..., 0]), strict=True):
            parties = region.setting.hosts[h], region.setting.powers[p], str(region.quarter)
            signed[parties] = round(float(region.history.latest("signed")[h, p, 0]), 6)
    assert signed == {
        ("KZ", "EU", "2025Q2"): 0.2,
        ("KG", "EU", "2025Q2"): 0.1,
        ("KZ", "RU", "2025Q2"): 0.8,
        ("KZ", "CN", "2025Q2"): 2.0,
        ("UZ", "US", "2025Q3"): 1.5,
        ("KZ", "US", "2025Q3"): 1.3,
        ("KZ", "US", "2025Q4"): 0.3,
        ("UZ", "US", "2025Q4"): 0.1,
    }
    assert str(region.quarter) == "2030Q4"
    assert [controls[quarter] for quarter in ("2025Q3", "2025Q4", "2026Q1", "2030Q4")] == [0.2, 1.0, 0.2, 0.2]
    assert region.outside.urgency[us, 0] == pytest.approx(0.1 + 0.1 + 0.1)


def test_with_what_is_signed_in_2025_the_pipelines_are_those_of_the_baseline(shipped):
    end, begin = shipped("baseline_2025"), shipped("autumn_2025")
    signed = sum(effect.add for event in begin.events for effect in event.effects if effect.state is State.SIGNED)
    before, after = (Setting(scenario).figures.signed.sum() for scenario in (begin, end))
    assert before + signed == pytest.approx(after)
