"""Where does each host stand before it decides: what every offer's worth depends on beside the offer.

Everything that the actors perceive is computed once a quarter here, per host or dyad; valuing an offer then takes few
operations. Arrays of two axes (h, r)
are a host's, arrays of three (h, p, r) a dyad's; `of` and `before` lay both out over offers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import mul

import numpy as np

from simulator.model.arithmetic import Floats, total
from simulator.model.events import Outside
from simulator.model.rules.debt import distress
from simulator.model.rules.economy import absorption
from simulator.model.rules.influence import Influence
from simulator.model.rules.leverage import Leverage, exposed_trade
from simulator.model.rules.threat import protection, threat
from simulator.model.setting import Setting
from simulator.model.slots import Slots
from simulator.model.world import World


@dataclass(frozen=True)
class Standing:
    """What the valuation reads: host arrays and dyad arrays that broadcast over a set of slots."""

    # Per host
    money_weight: Floats
    """How much the leader makes of money, 1 as everybody."""
    sovereignty_weight: Floats
    """The same of sovereignty given up."""
    distress_weight: Floats
    """Points of distress."""
    pledge_weight: Floats
    """Points per point of pledged debt."""
    lock_cost: Floats
    """Points lost by a lock per rival that it shuts out."""
    points: Floats
    """Points per US$bn: 1000 / Y."""
    standard: Floats
    """Amount of a standard deal, US$bn."""
    absorption: Floats
    """Share of the spill-over that is left by what is in the pipeline."""
    scarcity: Floats
    """Worth of cash above par, per US$."""
    precision: Floats
    """Precision of the choice, 1/pt."""
    hurdle: Floats
    """Points of the status quo."""
    autonomy_weight: Floats
    """Points per unit of concentration."""
    concentration: Floats
    """Herfindahl-Hirschman index."""
    everyone: Floats
    """Everyone's influence."""
    influence_per_equity: Floats
    """Influence per US$bn of equity."""
    influence_per_trade: Floats
    """Influence per US$bn of annual trade."""
    influence_per_debt: Floats
    """Influence per US$bn of debt, below saturation."""
    debt_ratio: Floats
    """Debt to GDP."""
    debt_threshold: Floats
    """Debt to GDP at which distress is an even chance."""
    distress: Floats
    """Chance of distress now."""
    governance_cost: Floats
    """Points lost by a complete governance clause."""
    # Per dyad
    belief: Floats
    """Believed delivery ratio."""
    rent: Floats
    """Private rent per US$ that the winning coalition does not share."""
    cover_gain: Floats
    """Points per unit of the security tie."""
    tie_room: Floats
    """How far the tie can still rise."""
    influence: Floats
    """The power's influence."""
    share: Floats
    """The power's share of influence."""
    entitled: Floats
    """The share below which the power feels a loss."""
    rivalled: Floats
    """Shares of the other powers, each weighed by how much the power minds it."""
    others_squared: Floats
    """HHI * I_tot**2 - I_p**2: what the power's rise leaves unchanged in the concentration."""
    debt_room: Floats
    """Debt that still adds to influence, US$bn."""
    resentment: Floats
    """Cost of a standard, fully visible deal, points."""
    relation: Floats
    """Points of the relation term."""
    sanctions_cost: Floats
    """Points lost by a complete sanctions clause."""
    recognition_cost: Floats
    """Points lost by a complete recognition."""
    retaliation: Floats
    """Points lost by other powers' pressure, per unit of dilution of their shares."""
    red_line: Floats
    """Points lost by other powers' pressure when a red line of theirs is crossed."""
    threat: Floats
    """Points lost by a refusal where the power threatens."""

    def of(self, slots: Slots) -> Standing:
        """Gather for single offers: (offer)."""

        def of_host(values: Floats) -> Floats:
            # What is the same in all runs has a run axis of length 1.
            flat = values.reshape(-1)
            return flat[slots.by_host] if values.shape[-1] == slots.shape[-1] else flat[slots.host]

        return self._spread(of_host, lambda dyads: dyads.reshape(-1)[slots.by_dyad])

    def before(self, power: int) -> Standing:
        """Spread over one power's menu: (h, k, tie, clauses, amount, r), in single precision."""
        return self._spread(
            lambda hosts: hosts[:, None, None, None, None].astype(np.float32),
            lambda dyads: dyads[:, power, None, None, None, None].astype(np.float32),
        )

    def _spread(self, by_host: Callable[[Floats], Floats], by_dyad: Callable[[Floats], Floats]) -> Standing:
        return Standing(
            **{name: by_host(value) if value.ndim == 2 else by_dyad(value) for name, value in vars(self).items()}
        )


def standing(setting: Setting, world: World, outside: Outside, now: Influence, hold: Leverage) -> Standing:
    """Take stock of every host and dyad before the quarter's decisions."""
    free = setting.parameters
    weights = setting.channel_weights
    per_gdp = 1.0 / world.gdp
    standard = setting.standard_deal(world.gdp)
    in_pipeline = total(total(world.pipeline, 2), 1)
    prudent = free.money.prudent_months / 12.0 * setting.figures.imports_ratio * world.gdp
    alignment = world.warmth
    debt_ratio = (world.debt_other + total(world.debt, 1)) * per_gdp
    small = 1.0 - world.coalition
    memory = world.coercion_memory.max(1)
    # Protection of each patron, and what the others leave uncovered: patrons are substitutes.
    shield = protection(setting, outside)
    open_to = 1.0 - shield * world.security_tie
    powers = range(len(setting.powers))
    uncovered = np.stack(
        [reduce(mul, (open_to[:, q] for q in powers if q != p), np.ones_like(world.gdp)) for p in powers], axis=1
    )
    exposed = exposed_trade(setting, world)
    concession = free.conditions.concession_weight * (free.conditions.concession_floor + world.coalition)
    leaning = setting.figures.leaning
    return Standing(
        money_weight=leaning["money"],
        sovereignty_weight=leaning["autonomy"],
        distress_weight=free.debt.distress_weight * leaning["debt"],
        pledge_weight=free.debt.collateral_weight * free.debt.collateral_cost * leaning["debt"],
        lock_cost=free.lock.option_value * free.lock.rival_worth * leaning["lock"] * (1000.0 * per_gdp * standard),
        points=1000.0 * per_gdp,
        standard=standard,
        absorption=absorption(setting, in_pipeline * per_gdp),
        scarcity=free.money.reserve_value * np.minimum(prudent / np.maximum(world.reserves, 1e-9), 1.0),
        precision=free.choice.precision * (1.0 - free.choice.crisis_noise * world.unrest),
        hurdle=world.hurdle,
        autonomy_weight=leaning["autonomy"]
        * (free.autonomy.weight * 100.0)
        * (1.0 + free.autonomy.coercion_amplifier * memory),
        concentration=now.concentration,
        everyone=now.everyone,
        influence_per_equity=weights["fdi"] / np.maximum(now.fdi_everyone, 1e-12),
        influence_per_trade=weights["trade"] / np.maximum(now.trade_everyone, 1e-12),
        influence_per_debt=weights["debt"] / free.influence.debt_saturation * per_gdp,
        debt_ratio=debt_ratio,
        debt_threshold=setting.figures.debt_threshold,
        distress=distress(setting, debt_ratio, setting.figures.debt_threshold),
        governance_cost=free.conditions.governance_weight * leaning["conditions"] * small,
        belief=world.delivered / (world.delivered + world.failed),
        rent=setting.figures.rent * small[:, None],
        cover_gain=(free.security.weight * leaning["security"] * threat(world, outside))[:, None] * uncovered * shield,
        tie_room=1.0 - world.security_tie,
        influence=now.amount,
        share=now.share,
        entitled=world.reference_share - free.bidding.loss_margin,
        rivalled=np.stack([total(setting.rivalry[p] * now.share, 1) for p in powers], axis=1),
        others_squared=(now.concentration * now.everyone * now.everyone)[:, None] - now.amount * now.amount,
        debt_room=np.maximum(free.influence.debt_saturation * world.gdp[:, None] - world.debt, 0.0),
        resentment=(free.domestic.weight * leaning["domestic"] * (free.domestic.weak_government - world.legitimacy))[
            :, None
        ]
        * world.hostility,
        relation=leaning["relation"][:, None]
        * (
            free.relation.alignment_weight * (alignment - 0.5) - free.relation.resentment_weight * world.coercion_memory
        ),
        sanctions_cost=leaning["conditions"][:, None]
        * (
            (free.conditions.trade_margin * 1000.0 * per_gdp * exposed)[:, None]
            + concession[:, None] * (1.0 - alignment)
        ),
        # Who depends on a patron for its safety follows it for nothing.
        recognition_cost=leaning["conditions"][:, None]
        * free.conditions.recognition_weight
        * (1.0 - alignment)
        * (world.security_tie <= free.security.entrapment),
        retaliation=hold.retaliation * leaning["retaliation"][:, None],
        red_line=hold.red_line * leaning["retaliation"][:, None],
        threat=hold.threat * leaning["threat"][:, None],
    )
