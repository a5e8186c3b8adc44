"""Does Mesa drive a region as any of its models: step by step, by its batch runner and by its collectors?"""

from __future__ import annotations

import inspect
from copy import deepcopy

import mesa
import numpy as np
import pytest

from simulator.model import Region
from simulator.model.host import Host
from simulator.model.power import Power

from .scenes import changed, lived

CHOOSES_SEEDS_ITSELF = "rng" in inspect.signature(mesa.batch_run).parameters
"""From Mesa 3.5 on the batch runner hands out the seeds, and a `seed` among the parameters is overwritten."""


@pytest.fixture(scope="module")
def short(baseline):
    """The baseline, cut to six quarters."""
    return changed(baseline, {"horizon": 6})


def batch(scenario, seeds, **how):
    """Let Mesa run a scenario once for each seed. A scenario is a mapping to Mesa, so it goes in a list."""
    parameters = {"scenario": [scenario]}
    if CHOOSES_SEEDS_ITSELF:
        how["rng"] = seeds
    else:
        parameters["seed"] = seeds
    return mesa.batch_run(Region, parameters, display_progress=False, **how)


def test_a_region_is_a_mesa_model_of_hosts_and_powers(baseline):
    region = Region(baseline)
    assert isinstance(region, mesa.Model)
    assert all(isinstance(agent, mesa.Agent) for agent in region.agents)
    assert [agent.name for agent in region.agents_by_type[Power]] == [power.id for power in baseline.powers]
    assert [agent.name for agent in region.agents_by_type[Host]] == [host.id for host in baseline.hosts]


def test_a_plain_loop_runs_to_the_horizon_and_no_further(short):
    region = Region(short)
    while region.running:
        region.step()
    assert region.steps == 6
    assert region.quarter == short.start + 6
    assert len(region.history["gdp"]) == len(region.history.quarters) == 7


def test_run_model_runs_to_the_horizon(short):
    region = Region(short)
    region.run_model()
    assert region.steps == 6


def test_the_collector_holds_the_start_and_every_quarter_of_the_region_and_its_agents(short):
    region = lived(short)
    model = region.datacollector.get_model_vars_dataframe()
    agents = region.datacollector.get_agent_vars_dataframe()
    assert list(model.columns) == ["gdp", "diversification", "unrest"]
    for name in model.columns:
        np.testing.assert_allclose(model[name].to_numpy(dtype=float), region.history[name].mean((1, 2)))
    assert len(agents) == 7 * len(region.agents)
    for step in (0, 3, 6):
        assert_agents(agents.loc[step].to_dict("records"), region, step)


def assert_agents(rows, region, step):
    """Hold what was collected of the agents against the region's own record of a quarter."""
    share, spread = (region.history[name][step] for name in ("influence_share", "diversification"))
    found = {row["name"]: (row["influence"], row["diversification"]) for row in rows}
    for place, name in enumerate(region.setting.powers):
        assert found[name][0] == pytest.approx(share[:, place].mean())
    for place, name in enumerate(region.setting.hosts):
        assert found[name][1] == pytest.approx(spread[place].mean())
    assert len(found) == len(region.agents)


def test_a_row_of_the_batch_runner_is_the_quarter_it_names_of_a_region_driven_by_hand(short):
    rows = batch(short, [1, 2])
    assert len(rows) == 2 * 9
    for seed in (1, 2):
        by_hand = lived(short, seed=seed)
        mine = [row for row in rows if row["seed"] == seed]
        (step,) = {int(row["Step"]) for row in mine}
        # Mesa 3.3 tells of the quarter before the last.
        assert step in (5, 6)
        assert {row["gdp"] for row in mine} == {by_hand.history["gdp"][step].mean()}
        assert_agents(mine, by_hand, step)


def test_the_batch_runner_stops_at_its_own_limit_or_at_the_horizon(short):
    # Mesa 3.3 runs a step more than it is asked for.
    assert {row["Step"] for row in batch(short, [1], max_steps=3)} <= {3, 4}
    steps = {row["Step"] for row in batch(short, [1], max_steps=100)}
    assert steps <= {5, 6}


def test_mesas_own_generators_are_never_drawn_from(short):
    region = Region(short, seed=5)
    before = deepcopy((region.random.getstate(), region.rng.bit_generator.state))
    while region.running:
        region.step()
    assert (region.random.getstate(), region.rng.bit_generator.state) == before


def test_what_others_draw_from_mesas_generators_changes_nothing(short):
    plain, disturbed = Region(short, seed=5), Region(short, seed=5)
    while plain.running:
        plain.step()
        disturbed.random.random()
        disturbed.rng.random()
        disturbed.step()
    assert np.array_equal(plain.history["signed"], disturbed.history["signed"])
    assert np.array_equal(plain.history["gdp"], disturbed.history["gdp"])
