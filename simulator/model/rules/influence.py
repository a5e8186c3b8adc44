"""How much influence has each power in each host: by channel, in total, and how concentrated it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.model.arithmetic import Floats, total
from simulator.model.rules.corridors import Routes
from simulator.model.setting import Setting
from simulator.model.world import World


@dataclass(frozen=True)
class Influence:
    """Influence at a moment, as index points between 0 and about 1.

    Channels stay apart, because a single number would hide that one power leads in security while another leads in
    the economy.
    """

    economic: Floats
    """(h, p, r): trade, direct investment and debt."""
    security: Floats
    """(h, p, r): the security tie."""
    mobility: Floats
    """(h, p, r): migrants' remittances, and goods that must cross the power's territory."""
    amount: Floats
    """(h, p, r): the sum of the channels."""
    everyone: Floats
    """(h, r): the sum over the powers and the partners outside the model."""
    share: Floats
    """(h, p, r): a power's part of everyone's influence."""
    share_other: Floats
    """(h, r): the part of the partners outside the model."""
    concentration: Floats
    """(h, r): Herfindahl-Hirschman index of the shares."""
    trade_everyone: Floats
    """(h, r): trade with everyone, US$bn a year."""
    fdi_everyone: Floats
    """(h, r): stock of direct investment from everyone, US$bn."""

    def diversification(self) -> Floats:
        """Return (1 - HHI) / (1 - 1 / partners): 0 for one patron, 1 for equal shares; (h, r)."""
        partners = self.share.shape[1] + 1
        # Where nobody has any influence there is no concentration at all.
        spread: Floats = np.minimum((1.0 - self.concentration) / (1.0 - 1.0 / partners), 1.0)
        return spread


def influence(setting: Setting, world: World, ways: Routes) -> Influence:
    """Measure influence now.

    I = wT sT + wF sF + wD min(1, (D/Y) / d_sat) + wG G + wL min(1, (L/Y) / l_sat) + wX cX, where sT and sF are shares
    in trade and in the stock of direct investment with everyone, and cX is the captive share of exports. The weights
    are scaled to sum to 1 over these channels.
    Partners outside the model hold influence by trade and investment; their lenders are too many to have any.
    """
    weights, saturation = setting.channel_weights, setting.parameters.influence
    trade_everyone = world.trade_other + total(world.trade, 1)
    fdi_everyone = world.fdi_other + total(world.fdi, 1)
    # A host without trade or investment has no shares in them.
    per_trade = weights["trade"] / np.maximum(trade_everyone, 1e-12)
    per_fdi = weights["fdi"] / np.maximum(fdi_everyone, 1e-12)
    per_gdp = 1.0 / world.gdp[:, None]
    economic = (
        world.trade * per_trade[:, None]
        + world.fdi * per_fdi[:, None]
        + weights["debt"] * np.minimum(world.debt * per_gdp * (1.0 / saturation.debt_saturation), 1.0)
    )
    security = weights["security"] * world.security_tie
    mobility = weights["remittances"] * np.minimum(
        world.remittances * per_gdp * (1.0 / saturation.remittance_saturation), 1.0
    )
    mobility += weights["transit"] * ways.captive
    amount = economic + security + mobility
    other = world.trade_other * per_trade + world.fdi_other * per_fdi
    everyone = np.maximum(other + total(amount, 1), 1e-12)
    share = amount / everyone[:, None]
    share_other = other / everyone
    return Influence(
        economic=economic,
        security=security,
        mobility=mobility,
        amount=amount,
        everyone=everyone,
        share=share,
        share_other=share_other,
        concentration=share_other * share_other + total(share * share, 1),
        trade_everyone=trade_everyone,
        fdi_everyone=fdi_everyone,
    )


def adjust_reference(setting: Setting, world: World, now: Influence) -> None:
    """Let each power's reference share follow its actual one: ref' = ref + rho_ref (s - ref)."""
    speed = setting.parameters.bidding.reference_speed
    world.reference_share += speed * (now.share - world.reference_share)
