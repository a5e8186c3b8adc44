"""How does a quarter pass: perceive, decide together, settle, economy, politics, record."""

from __future__ import annotations

import secrets
from functools import partial
from operator import index

import mesa
import numpy as np

from simulator.model.arithmetic import Bools
from simulator.model.conditions import Evidence
from simulator.model.deals.bargaining import prospects
from simulator.model.deals.concession import give_in, yielding
from simulator.model.deals.settlement import settle
from simulator.model.deals.standing import standing
from simulator.model.deals.valuation import value_table
from simulator.model.deals.worth import worth_of_table
from simulator.model.events import Calendar
from simulator.model.host import Host
from simulator.model.offers import Orders
from simulator.model.power import Power
from simulator.model.record.headlines import headlines
from simulator.model.record.history import History
from simulator.model.record.journal import Decision, Journal
from simulator.model.record.metrics import Passage, labels, measure
from simulator.model.record.objectives import Objectives
from simulator.model.record.scores import scores
from simulator.model.rules import (
    alignment,
    coercion,
    corridors,
    debt,
    economy,
    neighbours,
    politics,
    projects,
    summits,
)
from simulator.model.rules.corridors import routes
from simulator.model.rules.delivery import deliver
from simulator.model.rules.help import seek_help
from simulator.model.rules.influence import adjust_reference, influence
from simulator.model.rules.leverage import leverage, losses
from simulator.model.rules.projects import openings
from simulator.model.rules.protest import protest
from simulator.model.rules.stance import incentive
from simulator.model.rules.succession import succeed
from simulator.model.rules.threat import fade_threat
from simulator.model.setting import Setting
from simulator.model.streams import Stream, Streams, draws, stream_of_event
from simulator.model.world import World
from simulator.scenario.quarter import Quarter
from simulator.scenario.schema import Scenario

BLOCK = 768
"""Runs that are stepped together fastest on one core; see benchmarks/throughput.py."""


def _mean(region: Region, name: str) -> float:
    """Return a metric at the end of the last quarter, as the mean over hosts and runs."""
    return float(region.history.latest(name).mean())


class Region(mesa.Model):
    """The world of one or more runs in lock-step: a Mesa model whose step is a quarter.

    >>> from simulator import Region, load_scenario
    >>> region = Region(load_scenario("baseline_2025"), seed=7)
    >>> while region.running:
    ...     region.step()
    >>> str(region.quarter)
    '2035Q4'

    Parameters
    ----------
    scenario
        The world at its start and its rules.
    runs
        How many runs, numbered from 0, or their numbers as a range. A run is the same bit for bit whatever stands
        beside it.
    seed
        The root seed; one is drawn if it is None, and `region.seed` says which.
    journal
        Whether to keep every decision with its explanation. Meant for a run that somebody looks at.
    """

    def __init__(
        self, scenario: Scenario, runs: int | range = 1, seed: int | None = 0, *, journal: bool = False
    ) -> None:
        self.seed = secrets.randbits(32) if seed is None else index(seed)
        """The root seed."""
        self.runs = runs if isinstance(runs, range) else range(index(runs))
        """The numbers of the runs."""
        if not self.runs or min(self.runs) < 0 or self.seed < 0:
            raise ValueError("a region needs one run or more, and neither seed nor run numbers below zero")
        # Mesa's own generators are never drawn from; they are seeded all the same, so that nothing is left to chance.
        super().__init__(rng=self.seed)
        self.setting = Setting(scenario)
        """The scenario as arrays."""
        sizes = len(self.setting.hosts), len(self.setting.powers), len(self.setting.sectors)
        self.world = World.at_start(self.setting, len(self.runs))
        """The state."""
        by_chance = (event.id for event in scenario.events if event.hazard is not None)
        self.streams = Streams(
            self.seed, self.runs, draws(*sizes, projects=len(self.setting.projects), events=by_chance)
        )
        """The chances."""
        self.orders = Orders.empty((*sizes, len(self.runs)))
        """What the actors decide this quarter."""
        self.together = np.zeros((sizes[1], len(self.runs)), dtype=bool)
        """(p, r): which powers may make one offer to several hosts this quarter."""
        self.history = History()
        """The metrics of every quarter so far."""
        self._calendar = Calendar(self.setting, len(self.runs))
        self._journal = Journal(self.setting, self.runs) if journal else None

        self.outside = self._calendar.outside(0)
        """The state that events alone set."""
        self._take_stock()
        self._won_at_start = alignment.contest_at_start(self._now)
        self.world.reference_share += self._now.share
        self._perceive()
        self.incentive_at_start = self.incentive
        """(h, r): what compliance with sanctions paid at the start."""
        self._record(None)
        self._evidence = Evidence(self.setting, self.history.latest, self._calendar.happened)
        self._objectives = Objectives(scenario.seats, self._evidence)

        Power.create_agents(self, len(self.setting.powers), list(range(len(self.setting.powers))))
        Host.create_agents(self, len(self.setting.hosts), list(range(len(self.setting.hosts))))
        # Mesa 3.3 numbers agents by a class-wide table that holds on to every model ever made.
        getattr(mesa.Agent, "_ids", {}).pop(self, None)
        self.datacollector = mesa.DataCollector(
            model_reporters={name: partial(_mean, name=name) for name in ("gdp", "diversification", "unrest")},
            agent_reporters={"name": "name", "influence": "influence", "diversification": "diversification"},
        )
        self._collect()

    @property
    def quarter(self) -> Quarter:
        """The quarter that has just passed; the start before the first step."""
        return self.setting.scenario.start + self.steps

    @property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """The names along each axis of the metrics."""
        return labels(self.setting)

    @property
    def decisions(self) -> list[Decision]:
        """Every decision so far with its explanation; empty without a journal."""
        return self._journal.decisions if self._journal else []

    @property
    def headlines(self) -> list[tuple[str, str]]:
        """What happened so far in the first run of the block, as the quarter and a line; empty without a journal."""
        return self._journal.headlines if self._journal else []

    @property
    def runs_struck(self) -> dict[str, Bools]:
        """In which runs each event of the scenario has happened so far: (run), by the event's `id`."""
        return self._calendar.runs_struck()

    @property
    def objectives(self) -> dict[str, dict[str, Bools]]:
        """In which runs each objective is met if it all ends now: (run), by the `id` of its seat and its own."""
        return self._objectives.met

    def step(self) -> None:
        """Pass a quarter."""
        setting, world, streams = self.setting, self.world, self.streams
        streams.advance()

        # World: what happens outside every actor's choice.
        currency_before = economy.exchange_rate(world, self.outside)
        migration_before = self.outside.migration_shift + coercion.squeeze(setting, world)
        price_before = economy.commodity_price(world, self.outside)
        reach_before = self.ways.reach
        self._calendar.pass_quarter(
            self.steps, self.history.latest, lambda event: streams[stream_of_event(event.id)][0]
        )
        if self._journal:
            for event in self._calendar.happening(self.steps):
                self._journal.note(self.quarter, event.name)
        self.outside = self._calendar.outside(self.steps)
        self._calendar.strike(self.steps, world)
        economy.move_partners(setting, world, self.outside, streams)
        self._survey()
        fade_threat(setting, world)
        clashes = neighbours.clash(setting, world, streams)
        held = summits.call_summits(setting, world, streams)
        self.together = held & (neighbours.cohesion(world) > setting.parameters.summits.cohesion)

        # Perceive, and decide together: everyone acts on the same stock-taking.
        self._perceive()
        self.prospects = prospects(setting, world, self.outside, self.valuation, self.worth, streams[Stream.COUNTER])
        self.orders.proposals.clear()
        self.orders.taken[:] = False
        for act in ("answer", "propose", "press"):
            self.agents_by_type[Power].do(act)
        for act in ("respond", "bear", "set_stance"):
            self.agents_by_type[Host].do(act)
        if self._journal:
            self._journal.write(
                self.quarter, world, self.standing, self.valuation, self.worth, self.prospects, self.orders
            )

        # Settle.
        settlement = settle(setting, world, self.orders, self.outside)
        surrendered = give_in(setting, world, self.orders.concessions)
        measures = coercion.press(
            setting,
            world,
            self.hold,
            presses=self.orders.presses,
            levers=self.orders.levers,
            concessions=self.orders.concessions,
            defied=settlement.defied,
            draws=streams[Stream.PRESSURE],
        )
        coercion.provoke(setting, world, *self.valuation.signed(settlement.signed))

        # Economy.
        delivery = deliver(setting, world, streams)
        corridors.move_corridors(setting, world, delivery, self.ways)
        projects.fund(setting, world, delivery)
        entered = projects.advance(setting, world, self.ways, streams)
        service = debt.serve(setting, world, delivery, streams)
        hardship = coercion.hardship(setting, world, self._lost)
        remitted = economy.move_remittances(
            setting,
            world,
            self.outside,
            streams,
            currency_before=currency_before,
            migration=self.outside.migration_shift + hardship.squeeze,
            migration_before=migration_before,
        )
        economy.move_trade(
            setting, world, self.outside, delivery, hardship, self.ways, self.steps, streams, reach_before=reach_before
        )
        economy.move_investment(setting, world, delivery)
        economy.grow(
            setting,
            world,
            self.outside,
            delivery,
            remitted=remitted,
            hardship=hardship,
            clashes=neighbours.clashes_of_hosts(clashes),
            streams=streams,
        )
        economy.move_reserves(setting, world, self.outside, delivery, service, hardship)

        # Politics: at home first, because help changes the ties that influence is made of.
        politics.move_legitimacy(setting, world, delivery, streams)
        price_move = economy.commodity_price(world, self.outside) - price_before
        outbreaks = politics.stir_unrest(setting, world, self.outside, price_move, streams)
        protests = protest(setting, world, delivery, streams)
        help_ = seek_help(setting, world, self.outside, streams)
        successions = succeed(setting, world, streams)
        self._take_stock()
        won = alignment.contest(setting, world, self._now, delivery)
        alignment.move_alignment(setting, world, won, self._won_at_start, streams)
        alignment.move_memory(setting, world)
        summits.warm(setting, world, held)
        neighbours.move_relations(setting, world, self.outside, clashes, held)
        adjust_reference(setting, world, self._now)

        # Record.
        passage = Passage(
            self.valuation,
            self.worth,
            settlement,
            delivery,
            surrendered,
            measures,
            entered,
            outbreaks,
            protests,
            help_,
            successions,
            clashes=clashes,
            summits=held,
        )
        if self._journal:
            for headline in headlines(setting, passage):
                self._journal.note(self.quarter, headline)
        self._record(passage)
        self._objectives.pass_quarter(self._evidence)
        self._collect()
        if self.steps >= setting.scenario.horizon:
            self.running = False

    def _collect(self) -> None:
        # Mesa's collector is for one run; a block has its history.
        if len(self.runs) == 1:
            self.datacollector.collect(self)

    def _record(self, passage: Passage | None) -> None:
        measured = measure(self.setting, self.world, self.outside, self._now, self.ways, self._lost, passage)
        start = self.history.start if self.history.quarters else measured
        scored = scores(self.setting, measured, start, self.steps, self.outside.budget)
        self.history.append(self.quarter, measured | scored)

    def _survey(self) -> None:
        self.ways = routes(self.setting, self.world, self.outside)

    def _take_stock(self) -> None:
        self._survey()
        self._now = influence(self.setting, self.world, self.ways)
        self._lost = losses(self.setting, self.world, self._now, self.ways)

    def _perceive(self) -> None:
        self.hold = leverage(self.setting, self.world, self.outside, self._now, self._lost)
        self.incentive = incentive(self.setting, self.world, self.hold)
        self.openings = openings(self.setting, self.world, self.outside, self.ways)
        self.standing = standing(self.setting, self.world, self.outside, self._now, self.hold)
        self.yielding = yielding(self.setting, self.world, self.hold, self.standing)
        self.valuation = value_table(self.setting, self.standing, self.world.table)
        self.worth = worth_of_table(self.setting, self.world, self.outside, self.openings, self.valuation)
