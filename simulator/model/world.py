"""How does the world stand: every quantity that changes, as named arrays with the runs last.

Axes are named as in the attribute notes: h hosts, p powers, k sectors, r runs. Money is in US$bn of 2024; flows are a
year's unless said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.model.arithmetic import Bools, Codes, Floats
from simulator.model.offers import Table
from simulator.model.setting import Setting


@dataclass
class World:
    """The state of a block of runs at the end of a quarter."""

    # The world and the powers
    commodity_price: Floats
    """(r): log of the ratio to the long-run level, without the shifts of events."""
    partner_growth: Floats
    """(p, r): a power's growth less its trend, fraction a year, without the shifts of events."""
    currency: Floats
    """(p, r): log of a power's exchange rate, in US$ per unit, less its level at the start, without events."""
    power_gdp: Floats
    """(p, r): US$bn a year."""
    cash: Floats
    """(p, r): US$bn that the power can still commit."""
    summit_called: Floats
    """(p, r): chance that events give a summit of the power with all hosts this quarter; 1 holds one."""
    # The theatre
    progress: Floats
    """(m, r): stage of each project, counted from 0 for a prospect, and the part of the stage that is done."""
    offtake: Floats
    """(m, p, r): share of each project's output that is promised to each power."""
    funded: Floats
    """(m, r): money that has been found for each project, US$bn; no more than it takes."""
    barren: Bools
    """(m, r): whether exploration has found nothing worth building; then the project is over."""
    share_by_corridor: Floats
    """(h, c, r): share of each host's exports that would leave by each corridor."""
    capacity: Floats
    """(c, r): million tonnes a year, with what money has added, without what projects add and events close."""
    capacity_coming: Floats
    """(c, r): million tonnes a year that have been paid for and are being built."""
    # The hosts
    gdp: Floats
    """(h, r): annualised."""
    growth: Floats
    """(h, r): growth of the last quarter, fraction a year."""
    reserves: Floats
    """(h, r): usable external buffer."""
    debt_other: Floats
    """(h, r): debt to creditors outside the model."""
    arrears: Bools
    """(h, r): whether the host has stopped paying its creditors."""
    coalition: Floats
    """(h, r): size of the winning coalition, 0 to 1."""
    legitimacy: Floats
    """(h, r): 0 to 1."""
    unrest: Floats
    """(h, r): 0 to 1."""
    compliance: Floats
    """(h, r): compliance with sanctions, 0 to 1."""
    trade_other: Floats
    """(h, r): trade with partners outside the model."""
    fdi_other: Floats
    """(h, r): stock of direct investment from outside the model."""
    hurdle: Floats
    """(h, r): points of the status quo under the leader."""
    stance: Floats
    """(h, r): the compliance with sanctions at which the host aims, 0 to 1."""
    threat_added: Floats
    """(h, r): what clashes have added to the threat, and what is left of it."""
    unguarded: Floats
    """(h, r): what patrons that look away add to the threat while they press the host."""
    tenure: Floats
    """(h, r): years for which the leader has been in office."""
    succession_due: Floats
    """(h, r): chance that events take the leader away this quarter; 1 takes it away."""
    lock_holder: Codes
    """(h, k, r): place of the power that holds the sector exclusively, -1 if none."""
    lock_left: Codes
    """(h, k, r): quarters that the lock still lasts."""
    # Pairs of hosts
    relation: Floats
    """(h, h, r): how two hosts get on, -1 to 1; symmetric, 0 with itself."""
    # The dyads
    trade: Floats
    """(h, p, r): goods turnover."""
    fdi: Floats
    """(h, p, r): stock of direct investment."""
    debt: Floats
    """(h, p, r): public and guaranteed debt."""
    remittances: Floats
    """(h, p, r): sent from the power to the host."""
    security_tie: Floats
    """(h, p, r): 0 to 1."""
    alignment: Floats
    """(h, p, r): 0 to 1, without the fading goodwill of purchases and summits."""
    goodwill: Floats
    """(h, p, r): what purchases and summits have added to alignment and what is left of it."""
    delivered: Floats
    """(h, p, r): remembered deliveries, in standard deals: a pseudo-count of the delivery belief."""
    failed: Floats
    """(h, p, r): remembered cancellations, in standard deals."""
    hostility: Floats
    """(h, p, r): hostility of the public to the power's visible projects, 0 to 1."""
    hostility_norm: Floats
    """(h, p, r): level to which hostility goes back after protests, under the leader."""
    pressure: Floats
    """(h, p, r): intensity of the measure by which the power presses the host, 0 (none) to 1."""
    pressure_lever: Codes
    """(h, p, r): place of its lever among all levers; means nothing where there is no pressure."""
    provocation: Floats
    """(h, p, r): how much readier to press the host the power is for what its rivals signed there last quarter, log
    odds."""
    coercion_memory: Floats
    """(h, p, r): 0 (nothing); 3 is much, and 1 / (1 - rho_m) what full pressure for ever would come to."""
    reference_share: Floats
    """(h, p, r): the share of influence that the power feels entitled to."""
    attention: Floats
    """(h, p, r): attention that the power spent on the host this quarter, units."""
    pipeline: Floats
    """(h, p, k, r): signed and not yet disbursed."""
    pace: Floats
    """(h, p, k, r): disbursement a quarter, US$bn: the instalments of all deals that run."""
    endings: Floats
    """(q, h, p, k, r): instalments by their last quarter, US$bn a quarter; that of quarter `turn` is at turn mod q."""
    building: Codes
    """(h, p, k, r): project that the pipeline pays for: 0 for none, n for the n-th of the scenario."""
    turn: NDArray[np.int64]
    """(1): quarters whose instalments have been paid."""
    # The table
    table: Table
    """The offers that lie on the table."""

    @property
    def warmth(self) -> Floats:
        """(h, p, r): political alignment as it works now, with the goodwill of purchases and summits; 0 to 1."""
        return np.minimum(self.alignment + self.goodwill, 1.0)

    @classmethod
    def at_start(cls, setting: Setting, runs: int) -> World:
        """Build the world of a number of runs as the scenario says that it starts."""

        def spread(fixed: Floats) -> Floats:
            return np.repeat(fixed, runs, axis=-1)

        hosts, powers, sectors = len(setting.hosts), len(setting.powers), len(setting.sectors)
        figures, weight = setting.figures, setting.parameters.capital.belief_prior
        return cls(
            commodity_price=np.full(runs, setting.scenario.commodity_price.value),
            partner_growth=np.zeros((powers, runs)),
            currency=np.zeros((powers, runs)),
            power_gdp=spread(figures.power_gdp),
            cash=spread(0.5 * figures.budget),
            summit_called=np.zeros((powers, runs)),
            progress=spread(setting.theatre.stage),
            offtake=spread(setting.theatre.offtake),
            funded=spread(setting.theatre.funded),
            barren=np.zeros((len(setting.projects), runs), dtype=bool),
            share_by_corridor=spread(setting.theatre.share),
            capacity=spread(setting.theatre.capacity),
            capacity_coming=np.zeros((len(setting.corridors), runs)),
            gdp=spread(figures.gdp),
            growth=spread(figures.trend),
            reserves=spread(figures.reserves),
            debt_other=spread(figures.debt_other),
            arrears=np.zeros((hosts, runs), dtype=bool),
            coalition=spread(figures.coalition),
            legitimacy=spread(figures.legitimacy),
            unrest=spread(figures.unrest),
            compliance=spread(figures.compliance),
            trade_other=spread(figures.trade_other),
            fdi_other=spread(figures.fdi_other),
            hurdle=spread(figures.hurdle),
            stance=spread(figures.compliance),
            threat_added=np.zeros((hosts, runs)),
            unguarded=np.zeros((hosts, runs)),
            tenure=spread(figures.tenure),
            succession_due=np.zeros((hosts, runs)),
            lock_holder=np.full((hosts, sectors, runs), -1, dtype=np.int8),
            lock_left=np.zeros((hosts, sectors, runs), dtype=np.int8),
            relation=spread(figures.relation),
            trade=spread(figures.trade),
            fdi=spread(figures.fdi),
            debt=spread(figures.debt),
            remittances=spread(figures.remittances),
            security_tie=spread(figures.security_tie),
            alignment=spread(figures.alignment),
            goodwill=np.zeros((hosts, powers, runs)),
            delivered=spread(figures.delivery_belief * weight),
            failed=spread((1.0 - figures.delivery_belief) * weight),
            hostility=spread(figures.hostility),
            hostility_norm=spread(figures.hostility),
            pressure=np.zeros((hosts, powers, runs)),
            pressure_lever=np.zeros((hosts, powers, runs), dtype=np.int8),
            provocation=np.zeros((hosts, powers, runs)),
            coercion_memory=spread(figures.coercion_memory),
            # The entitlement is added when the first shares are known.
            reference_share=spread(figures.entitlement),
            attention=np.zeros((hosts, powers, runs)),
            pipeline=spread(figures.signed),
            pace=spread(figures.signed / setting.payout),
            endings=_endings(setting, runs),
            building=np.zeros((hosts, powers, sectors, runs), dtype=np.int8),
            turn=np.zeros(1, dtype=np.int64),
            table=Table.empty((hosts, powers, sectors, runs)),
        )


def _endings(setting: Setting, runs: int) -> Floats:
    """Return when the instalments of what was signed before the start end: after all their sectors' quarters."""
    instalments = setting.figures.signed / setting.payout
    place = np.arange(int(setting.payout.max()))[:, None, None, None, None]
    ends = place == (setting.payout - 1) % len(place)
    return np.repeat(np.where(ends, instalments, 0.0), runs, axis=-1)
