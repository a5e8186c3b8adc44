"""Which free parameters does the model have: one group for each of its subjects.

Every parameter has a symbol, a unit, a default, a plausible range and a basis; `docs/model.md` says where each
one enters. The plausible range is where experiments look; the hard bounds are where the formulas hold.
"""

from __future__ import annotations

from typing import Annotated, Any, cast

from annotated_types import Gt, Le
from pydantic import Field
from pydantic.config import JsonDict

from simulator.scenario.basics import Strict


def parameter(
    default: float,
    symbol: str,
    unit: str,
    plausible: tuple[float, float],
    basis: str,
    *,
    ge: float | None = 0.0,
    le: float | None = None,
) -> Any:  # noqa: ANN401 (pydantic's own Field is typed so)
    """Declare a parameter with its metadata for the schema, the docs and the experiments.

    Without a hard upper bound of its own it has ten times the upper end of what is plausible.
    """
    extra = {"symbol": symbol, "unit": unit, "plausible": list(plausible), "basis": basis}
    upper = 10 * plausible[1] if le is None else le
    return Field(default=default, ge=ge, le=upper, json_schema_extra=cast("JsonDict", extra))


def switch(symbol: str) -> Any:  # noqa: ANN401 (pydantic's own Field is typed so)
    """Declare a mechanism that can be switched off, with its metadata for the docs and the experiments."""
    extra = {"symbol": symbol, "unit": "on/off", "basis": "knock-out"}
    return Field(default=True, json_schema_extra=cast("JsonDict", extra))


class Mechanisms(Strict):
    """Which mechanisms are at work: each can be switched off, and leaves the chances of the others as they are."""

    bargaining: bool = switch("m_b")
    """Hosts answer with counter-offers, and powers take or leave them."""
    coercion: bool = switch("m_c")
    """Powers press hosts by their levers, threaten to, and hosts expect it."""
    stance: bool = switch("m_s")
    """Hosts choose how far they keep to sanctions."""
    projects: bool = switch("m_p")
    """Projects pass their stages, and their output can be won."""
    corridors: bool = switch("m_k")
    """Corridors fill up, widen and give leverage."""
    succession: bool = switch("m_l")
    """Leaders change by age and unrest."""
    protest: bool = switch("m_a")
    """The public rises against visible projects of powers it dislikes."""
    help: bool = switch("m_h")
    """Hosts in need ask a patron for help, who gives it or not."""
    neighbours: bool = switch("m_n")
    """Relations between hosts move: clashes, water, cohesion."""
    summits: bool = switch("m_j")
    """Powers hold summits, with joint offers to several hosts."""


class Choice(Strict):
    """How hosts choose between signing and the status quo."""

    precision: float = parameter(1.0, "lam", "1/pt", (0.3, 3), "quantal response; most sensitive", le=1000)
    """Precision of a host's choice: 0 is a coin-flip, large is a strict maximum."""
    crisis_noise: float = parameter(0.5, "lam_u", "-", (0, 0.9), "judgement", le=1)
    """Share of the precision lost at full unrest."""
    hurdle: float = parameter(1.0, "v0", "pt", (0, 3), "judgement")
    """Points that an offer must be worth to beat the status quo, where a host has no hurdle of its own."""
    signatures: int = Field(
        default=3,
        ge=1,
        le=20,
        json_schema_extra={"symbol": "N_sig", "unit": "n/q", "plausible": [1, 6], "basis": "judgement"},
    )
    """Most deals that a host signs in a quarter."""
    estimate_noise: float = parameter(0.5, "sig_info", "pt", (0.1, 1), "judgement")
    """Standard deviation of a power's estimate of what an offer is worth to a host."""


class Offers(Strict):
    """What an offer is, and how long it lies on the table."""

    standard_scale: float = parameter(0.012, "a0", "US$bn", (0.005, 0.03), "judgement: KZ .84, KG .10", ge=1e-6)
    """Scale of a standard deal."""
    standard_exponent: float = parameter(0.75, "ea", "-", (0.5, 1), "judgement", le=1.5)
    """Exponent of GDP (US$bn) in a standard deal."""
    amounts: tuple[Annotated[float, Gt(0), Le(20)], ...] = Field(
        default=(0.5, 1.0, 2.0),
        min_length=1,
        max_length=8,
        json_schema_extra={"symbol": "m", "unit": "-", "basis": "judgement"},
    )
    """Amounts that a power considers, in standard deals."""
    lapse: int = Field(
        default=3,
        ge=1,
        le=40,
        json_schema_extra={"symbol": "ttl", "unit": "q", "plausible": [2, 6], "basis": "judgement"},
    )
    """Quarters after which an unanswered offer lapses."""


class Money(Strict):
    """The money term."""

    concavity: float = parameter(5.0, "kap", "pt", (2, 15), "judgement", ge=0.01)
    """Points at which the marginal worth of money has halved."""
    absorption: float = parameter(0.06, "q_abs", "-", (0.03, 0.15), "memory: absorptive-capacity studies", ge=1e-6)
    """Pipeline to GDP at which half of the spill-over is lost."""
    reserve_value: float = parameter(0.3, "rho_B", "-", (0, 0.6), "judgement", le=1)
    """Worth of US$1 of cash above par when reserves fall to the prudent minimum."""
    prudent_months: float = parameter(3.0, "m_B", "months", (2, 6), "the usual rule of three months of imports", le=24)
    """Months of imports that prudent reserves cover."""
    concession_share: float = parameter(0.5, "ge_1", "-", (0.4, 0.6), "mean share of principal outstanding", le=1)
    """Mean share of a loan's principal that is outstanding over its maturity."""
    concession_discount: float = parameter(0.75, "ge_2", "-", (0.6, 0.9), "judgement: discounting", le=1)
    """Discount on the future interest saved by a concessional loan."""
    concession_cap: float = parameter(0.6, "ge_max", "-", (0.5, 0.8), "judgement", le=1)
    """Largest grant element that an interest concession can have."""
    export_credit: float = parameter(0.85, "ec", "-", (0.5, 0.85), "memory: OECD Arrangement, 85 % at most", le=1)
    """Share of a purchase that the power's export credit finances; the host pays the rest from reserves."""


class Security(Strict):
    """The security term and the ties."""

    weight: float = parameter(25.0, "w_S", "pt", (5, 60), "Morrow 1991")
    """Worth of complete cover against a complete threat."""
    war_burden: float = parameter(0.1875, "e_w", "-", (0.1, 0.3), "judgement: .15 of .8 for Russia", le=0.5)
    """Share of a power's protection lost per unit of its own war."""
    tie_reversion: float = parameter(0.02, "rho_G", "/q", (0, 0.05), "judgement", le=1)
    """Speed at which a tie lapses to its level at the start without upkeep."""
    entrapment: float = parameter(0.7, "G_e", "-", (0.6, 0.9), "Snyder 1984: entrapment", le=1)
    """Tie above which a patron gets recognition for nothing."""
    threat_half_life: float = parameter(4.0, "z_h", "q", (2, 8), "judgement", ge=0.1)
    """Quarters in which half of what clashes have added to a threat fades."""


class Autonomy(Strict):
    """The autonomy term: hedging, derived from concentration."""

    weight: float = parameter(0.9, "w_A", "pt per .01 HHI", (0.2, 3), "Morrow 1991; hedging studies")
    """Worth of a fall of the concentration of influence by .01."""
    coercion_amplifier: float = parameter(1.0, "xi", "-", (0, 3), "Hillebrand & Bervoets 2013")
    """Extra weight per unit of coercion remembered."""


class Debt(Strict):
    """The debt term, service, arrears and workouts."""

    distress_weight: float = parameter(40.0, "w_D", "pt", (15, 100), "memory: default costs 2-5 % of GDP")
    """Cost of distress."""
    threshold_softness: float = parameter(0.06, "sig_d", "-", (0.03, 0.12), "IMF/World Bank debt framework", ge=1e-3)
    """Softness of the debt threshold."""
    collateral_weight: float = parameter(1.0, "w_col", "-", (0, 3), "judgement")
    """Weight of pledged collateral."""
    collateral_cost: float = parameter(0.02, "l_col", "-", (0.01, 0.05), "judgement", le=1)
    """Cost of pledging collateral, share of the amount, at weight 1."""
    other_rate: float = parameter(0.045, "r_o", "/y", (0.02, 0.07), "judgement: multilaterals and bonds", le=1)
    """Interest on debt to other creditors."""
    other_maturity: float = parameter(18.0, "m_o", "y", (10, 30), "judgement", ge=1)
    """Maturity of debt to other creditors."""
    other_borrowing: float = parameter(1.0, "b_o", "-", (0.5, 1.2), "judgement: markets keep lending", le=3)
    """What creditors outside the model lend, relative to what keeps their debt at its share of GDP at the start."""
    imports_buffer: float = parameter(0.25, "b_min", "y", (0.15, 0.4), "three months of imports", ge=0, le=2)
    """Reserves, in years of imports, below which arrears threaten."""
    workout: float = parameter(0.25, "h_w", "/q", (0.1, 0.5), "judgement: a year on average", le=1)
    """Chance a quarter that arrears end in a workout."""
    haircut: float = parameter(0.1, "hc", "-", (0, 0.4), "judgement", le=1)
    """Share of all debt written off in a workout."""


class Domestic(Strict):
    """The domestic term."""

    weight: float = parameter(1.2, "w_N", "pt", (0, 4), "Central Asia Barometer")
    """Cost of a standard, fully visible deal of a fully disliked power."""
    weak_government: float = parameter(1.6, "leg_N", "-", (1.2, 2), "judgement", ge=1)
    """Level from which legitimacy is deducted: weaker governments mind hostility more."""
    size_cap: float = parameter(1.5, "cap_N", "-", (1, 3), "judgement")
    """Size, in standard deals, beyond which the public does not mind more."""


class Relation(Strict):
    """The relation term."""

    alignment_weight: float = parameter(1.2, "w_T", "pt", (0, 4), "judgement")
    """Worth of full alignment over indifference, per half."""
    resentment_weight: float = parameter(1.0, "w_M", "pt", (0, 4), "judgement")
    """Cost per unit of coercion remembered of the same power."""


class Conditions(Strict):
    """The conditions term."""

    trade_margin: float = parameter(0.03, "mu_re", "-", (0.01, 0.08), "re-export literature")
    """Margin on trade with a sanctioned power that compliance puts at risk."""
    concession_weight: float = parameter(2.5, "w_C", "pt", (0, 8), "Bueno de Mesquita & Smith 2009")
    """Cost of a foreign-policy concession."""
    concession_floor: float = parameter(0.3, "c_W", "-", (0.1, 0.6), "judgement")
    """Cost of a concession to a leader with the smallest coalition, as a share."""
    governance_weight: float = parameter(2.0, "w_G", "pt", (0, 8), "judgement")
    """Cost of a governance clause to a leader with the smallest coalition."""
    recognition_weight: float = parameter(1.0, "w_R", "pt", (0, 4), "judgement")
    """Cost of recognising a red line of a power with which nothing is shared."""


class Lock(Strict):
    """Exclusive locks."""

    option_value: float = parameter(0.3, "ov", "-", (0, 1), "judgement", le=1)
    """Option value of leaving a sector open."""
    rival_worth: float = parameter(0.1, "l_n", "-", (0.05, 0.2), "judgement", le=1)
    """Value to a host of one rival bidder, as a share of a standard deal."""
    quarters: int = Field(
        default=12,
        ge=1,
        le=120,
        json_schema_extra={"symbol": "t_L", "unit": "q", "plausible": [4, 20], "basis": "judgement"},
    )
    """Length of a lock."""


class Bidding(Strict):
    """How powers choose their offers."""

    loss_aversion: float = parameter(2.25, "lossav", "-", (1, 3), "memory: Tversky & Kahneman 1992", ge=1)
    """Weight of regaining a lost share of influence, relative to a gain."""
    loss_margin: float = parameter(0.005, "l_s", "-", (0, 0.02), "judgement", le=1)
    """Shortfall against the reference share that is not yet felt as a loss."""
    reference_speed: float = parameter(0.04, "rho_ref", "/q", (0.01, 0.1), "judgement", le=1)
    """Adjustment of the reference share to the actual one."""
    temperature: float = parameter(0.03, "tau", "US$bn", (0.01, 0.1), "judgement", ge=1e-6)
    """Noise of a power's pick between offers."""
    offer_attention: int = Field(
        default=1,
        ge=0,
        le=100,
        json_schema_extra={"symbol": "att_0", "unit": "units", "plausible": [1, 2], "basis": "judgement"},
    )
    """Attention that an offer takes, beside that of its security element."""
    attention_cost: float = parameter(0.002, "c_att", "US$bn", (0, 0.01), "judgement")
    """Shadow cost of a unit of attention."""
    rivalry_weight: float = parameter(0.02, "vN", "US$bn/pp", (0, 0.06), "judgement")
    """Worth of a percentage point of influence denied to a full rival."""
    satiation: float = parameter(1.0, "sat", "-", (0, 1), "judgement: marginal worth", le=1)
    """How far money already in the pipeline of a sector lowers the worth of more: 0 not at all, 1 fully."""


class Bargaining(Strict):
    """How hosts counter offers, and how powers answer."""

    host_patience: float = parameter(0.97, "del_h", "/q", (0.9, 0.99), "judgement; Rubinstein 1982", le=0.99)
    """Patience of a host with full reserves at peace: what a deal a quarter later is worth, as a share."""
    scarcity: float = parameter(0.10, "del_hB", "/q", (0, 0.2), "judgement", le=1)
    """Patience that a host loses when its reserves are scarce."""
    scarce_reserves: float = parameter(0.05, "b_s", "-", (0.03, 0.1), "judgement", le=1)
    """Reserves to GDP below which a host is pressed for money."""
    unrest: float = parameter(0.10, "del_hU", "/q", (0, 0.2), "judgement", le=1)
    """Patience that a host loses at full unrest."""
    cohesion: float = parameter(0.02, "del_hc", "/q", (0, 0.03), "judgement: a bloc can wait", le=1)
    """Patience that hosts gain when all get on perfectly."""
    power_patience: float = parameter(0.97, "del_p", "/q", (0.9, 0.99), "judgement; Rubinstein 1982", le=0.99)
    """Patience of a power that neither needs minerals urgently nor has lost influence."""
    urgency: float = parameter(0.06, "del_pu", "/q", (0, 0.15), "judgement", le=1)
    """Patience that a power loses at full urgency."""
    loss: float = parameter(0.04, "del_ps", "/q", (0, 0.1), "judgement; loss aversion", le=1)
    """Patience that a power loses in a host where it has less influence than it feels entitled to."""
    estimate_noise: float = parameter(0.3, "sig_A", "log", (0.1, 1), "judgement")
    """Standard deviation of a host's (log) judgement of what an offer is worth to the power."""
    limit: float = parameter(2.0, "A_max", "-", (1.2, 4), "judgement: beyond it lies a refusal", ge=1)
    """Largest amount that a host asks for, relative to the offer's."""
    least_step: float = parameter(0.9, "A_min", "-", (0.7, 1), "judgement: haggling has a cost", le=1)
    """An offer is not countered for money where it has this share of what the host would ask for, or more."""


class Projects(Strict):
    """Projects: their stages, and whose their output is."""

    offtake: float = parameter(0.5, "o", "-", (0.2, 0.8), "judgement", le=1)
    """Share of a project's output that a power asks for with a standard deal; with the root of the amount."""
    offtake_cap: float = parameter(0.7, "o_max", "-", (0.5, 1), "judgement", le=1)
    """Largest share of a project's output that a power asks for."""
    exploration: float = parameter(24.0, "n_E", "q", (12, 36), "S&P Global: 15 to 18 years to a mine", ge=1)
    """Quarters of exploration."""
    permit: float = parameter(8.0, "n_P", "q", (4, 12), "S&P Global", ge=1)
    """Quarters of permits and feasibility studies."""
    construction: float = parameter(10.0, "n_C", "q", (5, 15), "S&P Global", ge=1)
    """Quarters of construction."""
    exploration_share: float = parameter(0.05, "c_E", "-", (0.02, 0.1), "judgement", le=1)
    """Share of the investment that exploration takes, relative to the other stages."""
    permit_share: float = parameter(0.1, "c_P", "-", (0.05, 0.2), "judgement", le=1)
    """Share of the investment that permits and studies take, relative to the other stages."""
    construction_share: float = parameter(0.85, "c_C", "-", (0.7, 0.95), "judgement", ge=0.01, le=1)
    """Share of the investment that construction takes, relative to the other stages."""
    failure: float = parameter(0.6, "f_exp", "-", (0.4, 0.9), "memory: few prospects become mines", le=1)
    """Chance that exploration ends with nothing worth building."""
    permit_autocracy: float = parameter(0.5, "b_W", "-", (0, 1), "judgement: few veto players", le=2)
    """How much faster permits are where the winning coalition is small, slower where it is large."""
    urgency_weight: float = parameter(1.0, "w_u", "-", (0, 2), "judgement")
    """Rise of the worth of supply to a power that is pressed to secure it."""
    discount: float = parameter(0.98, "del_m", "/q", (0.95, 0.99), "judgement: 8 % a year", le=1)
    """Worth of output a quarter later."""


class Corridors(Strict):
    """Corridors: their costs, capacity and use."""

    congestion: float = parameter(0.4, "c_u", "-", (0.1, 1), "judgement")
    """Rise of the cost of goods at their market per unit of use beyond the threshold."""
    threshold: float = parameter(0.85, "u_0", "-", (0.7, 0.95), "judgement: queues begin", le=1)
    """Use of a corridor beyond which it is congested."""
    risk: float = parameter(0.1, "c_r", "-", (0, 0.3), "judgement")
    """Cost that a host reckons with on the routes of a power that presses it with full force."""
    elasticity: float = parameter(8.0, "th_r", "-", (2, 15), "judgement: routes compete closely")
    """Elasticity of a corridor's share to its cost."""
    pull: float = parameter(0.5, "a_r", "-", (0, 1), "judgement", le=2)
    """Elasticity of a corridor's share to its open capacity."""
    adjustment: float = parameter(0.1, "a_c", "/q", (0.03, 0.3), "judgement: contracts and habits", le=1)
    """Speed at which shares move."""
    tonnage: float = parameter(0.5, "e_v", "-", (0.3, 1), "judgement: bulk grows slower than value", le=1.5)
    """Elasticity of volumes to trade."""
    capacity_per_money: float = parameter(0.4, "kcap", "Mt/y per US$bn", (0.2, 0.8), "World Bank, EBRD")
    """Capacity that money widens a corridor by."""
    lag: float = parameter(6.0, "n_k", "q", (3, 12), "judgement", ge=1)
    """Mean time from money to capacity."""
    trade_elasticity: float = parameter(4.0, "theta", "-", (2, 8), "gravity (Head & Mayer)")
    """Elasticity of trade to the cost of its routes."""


class Influence(Strict):
    """Weights of the channels of influence; scaled to sum to 1 over the channels that the model has."""

    trade: float = parameter(0.22, "wT", "-", (0.1, 0.4), "FBIC index (Moyer et al.)", le=1)
    """Weight of the share in goods trade."""
    fdi: float = parameter(0.16, "wF", "-", (0.05, 0.3), "FBIC index (Moyer et al.)", le=1)
    """Weight of the share in the stock of direct investment."""
    debt: float = parameter(0.14, "wD", "-", (0.05, 0.3), "FBIC index (Moyer et al.)", le=1)
    """Weight of debt to GDP, up to its saturation."""
    security: float = parameter(0.26, "wG", "-", (0.1, 0.4), "FBIC index (Moyer et al.)", le=1)
    """Weight of the security tie."""
    remittances: float = parameter(0.12, "wL", "-", (0.05, 0.3), "judgement: mobility channel", le=1)
    """Weight of remittances to GDP, up to their saturation."""
    transit: float = parameter(0.10, "wX", "-", (0, 0.3), "judgement: corridors", le=1)
    """Weight of exports that must cross the power's territory."""
    debt_saturation: float = parameter(0.2, "d_sat", "-", (0.1, 0.4), "judgement", ge=0.01)
    """Debt to GDP at which the debt channel is full."""
    remittance_saturation: float = parameter(0.3, "l_sat", "-", (0.15, 0.5), "judgement", ge=0.01)
    """Remittances to GDP at which the mobility channel is full."""


class Economy(Strict):
    """Growth of the hosts and the world around them."""

    investment_growth: float = parameter(0.18, "gK", "-", (0.08, 0.3), "memory: ICOR of about 5")
    """Growth per unit of extra investment to GDP."""
    remittance_growth: float = parameter(0.5, "gL", "-", (0.2, 0.8), "IMF 2014")
    """Pass-through of remittances to growth."""
    trade_growth: float = parameter(0.25, "gT", "-", (0.1, 0.5), "IMF WP/23/185")
    """Spill-over of a partner's growth through trade."""
    commodity_growth: float = parameter(0.10, "gC", "-", (0.03, 0.2), "judgement")
    """Growth per unit of the (log) commodity price at full dependence."""
    arrears_loss: float = parameter(0.02, "gD", "/y", (0.01, 0.05), "memory: default costs 2-5 % of GDP")
    """Growth lost in arrears."""
    unrest_loss: float = parameter(0.03, "gU", "/y", (0.01, 0.06), "judgement")
    """Growth lost at full unrest."""
    water_loss: float = parameter(0.05, "gW", "/y", (0.01, 0.1), "judgement")
    """Growth lost per unit of water stress above its threshold."""
    water_threshold: float = parameter(0.6, "w_th", "-", (0.5, 0.8), "judgement", le=1)
    """Water stress above which growth suffers."""
    noise: float = parameter(0.016, "sY", "/y", (0.01, 0.03), "memory: spread of annual growth", le=0.5)
    """Standard deviation of annual growth."""
    commodity_persistence: float = parameter(0.95, "rho_C", "/q", (0.85, 0.98), "memory", le=0.999)
    """Persistence of the (log) commodity price."""
    commodity_noise: float = parameter(0.07, "s_C", "/q", (0.04, 0.12), "memory", le=0.5)
    """Standard deviation of the commodity shock (fat-tailed, five degrees of freedom)."""
    growth_persistence: float = parameter(0.8, "rho_g", "/q", (0.5, 0.95), "judgement", le=0.999)
    """Persistence of a power's growth around its trend."""
    currency_persistence: float = parameter(0.9, "rho_x", "/q", (0.7, 0.99), "judgement", le=0.999)
    """Persistence of a power's (log) exchange rate around parity."""
    growth_limit: float = parameter(0.5, "g_max", "/y", (0.3, 0.8), "judgement: beyond any on record", ge=0.05, le=2)
    """Largest growth or fall of a host's economy in a quarter, at an annual rate."""
    other_growth: float = parameter(0.03, "g_o", "/y", (0.02, 0.05), "judgement: world trend", ge=-0.2, le=0.2)
    """Growth of the partners outside the model."""


class Remittances(Strict):
    """Remittances of migrant workers."""

    growth_elasticity: float = parameter(1.5, "eL", "-", (1, 2.5), "IMF 2014", ge=0)
    """Per cent of remittances per percentage point of the employer's growth above trend."""
    currency_elasticity: float = parameter(0.5, "eX", "-", (0.2, 1), "judgement")
    """Elasticity of remittances in US$ to the employer's exchange rate."""
    noise: float = parameter(0.04, "sL", "/q", (0.02, 0.08), "judgement", le=0.5)
    """Standard deviation of the quarterly change."""
    reversion: float = parameter(0.05, "rho_L", "/q", (0, 0.15), "judgement", le=1)
    """Speed at which remittances return to their share of the employer's economy."""


class Trade(Strict):
    """Goods trade: a gravity attractor, approached slowly."""

    adjustment: float = parameter(0.10, "aT", "/q", (0.04, 0.25), "gravity; to be fitted", le=1)
    """Speed of adjustment to the attractor."""
    own_elasticity: float = parameter(0.8, "eY", "-", (0.5, 1), "gravity")
    """Elasticity to the host's GDP."""
    partner_elasticity: float = parameter(0.9, "eP", "-", (0.5, 1.1), "gravity")
    """Elasticity to the power's GDP."""
    alignment_effect: float = parameter(0.3, "hx", "-", (0, 1), "gravity; to be fitted")
    """(Log) effect of alignment."""
    noise: float = parameter(0.03, "sT", "/q", (0.01, 0.06), "judgement", le=0.5)
    """Standard deviation of the quarterly (log) change."""


class Capital(Strict):
    """Direct investment and the disbursement of deals."""

    depreciation: float = parameter(0.02, "del_F", "/y", (0.01, 0.06), "judgement", le=1)
    """Depreciation of the stock of direct investment."""
    organic: float = parameter(0.05, "o_F", "/y", (0.02, 0.08), "judgement", le=1)
    """Investment outside the model's deals, fraction of the stock a year."""
    belief_prior: float = parameter(8.0, "n_0", "deals", (2, 20), "judgement", ge=0.1)
    """Weight of the belief at the start, standard deals."""
    belief_cap: float = parameter(20.0, "n_b", "deals", (10, 40), "judgement", ge=1)
    """Largest weight of experience in a host's delivery belief, standard deals."""


class Reserves(Strict):
    """The external buffer."""

    commodity_effect: float = parameter(0.25, "c_B", "-", (0.1, 0.4), "judgement")
    """Effect of the (log) commodity price, fraction of GDP at full dependence."""
    reversion: float = parameter(0.15, "rho_R", "/y", (0, 0.4), "judgement: exchange-rate policy", le=4)
    """Speed at which policy steers the buffer back to its share of GDP at the start."""


class Alignment(Strict):
    """Political alignment."""

    speed: float = parameter(0.06, "ax", "/q", (0.02, 0.15), "half-life of about 3 years", le=1)
    """Speed of adjustment to the attractor."""
    influence_effect: float = parameter(0.5, "phi", "-", (0, 1.5), "Flores-Macias & Kreps 2013: small")
    """Effect of the share in the contest for influence."""
    attention_effort: float = parameter(0.02, "e_att", "per unit", (0, 0.05), "judgement")
    """Effort in the contest per unit of attention."""
    money_effort: float = parameter(5.0, "e_m", "-", (2, 10), "judgement")
    """Effort in the contest per unit of disbursed money to GDP."""
    goodwill: float = parameter(0.02, "gw", "-", (0, 0.05), "judgement: summit bump")
    """Rise of alignment on a standard purchase."""
    goodwill_decay: float = parameter(0.7, "rho_gw", "/q", (0.5, 0.9), "judgement", le=1)
    """Share of goodwill that is left after a quarter."""
    noise: float = parameter(0.008, "sx", "/q", (0.003, 0.02), "judgement", le=0.2)
    """Standard deviation of the quarterly change."""
    memory_decay: float = parameter(0.85, "rho_m", "/q", (0.7, 0.95), "half-life of 4.3 quarters", le=1)
    """Share of coercion memory that is left after a quarter."""


class Compliance(Strict):
    """Sanctions compliance of the hosts."""

    clause_effect: float = parameter(0.5, "a_s", "-", (0.2, 1), "judgement", le=1)
    """Share of the way to a clause's level that signing it moves the host."""
    reversion: float = parameter(0.05, "rho_s", "/q", (0, 0.2), "judgement", le=1)
    """Speed of drift back to the level that the host aims at."""


class Coercion(Strict):
    """Pressure, threats and concessions."""

    reticence: float = parameter(4.4, "eta0", "log odds", (2.9, 6.6), "about 1.2 % a quarter and dyad")
    """Log odds against pressing a host in a quarter, where nothing speaks for it or against it."""
    loss: float = parameter(14.0, "eta1", "log odds", (7, 21), "judgement")
    """Log odds per unit of influence share lost against the reference, weighed by loss aversion."""
    provocation: float = parameter(8.0, "eta2", "log odds", (4, 12), "judgement")
    """Log odds per unit of influence share that a full rival gains by what is signed."""
    red_line: float = parameter(1.5, "eta3", "log odds", (0.75, 2.25), "judgement")
    """Log odds for a red line crossed with a full rival."""
    war: float = parameter(1.0, "eta4", "log odds", (0.5, 1.5), "judgement")
    """Log odds against pressing, per unit of a war of the power's own."""
    own_cost: float = parameter(0.5, "eta5", "log odds", (0.25, 0.75), "judgement")
    """Log odds against pressing, per unit of what the lever costs the power itself."""
    distance: float = parameter(1.0, "eta6", "log odds", (0.5, 1.5), "judgement")
    """Log odds per unit of alignment that the host is short of indifference."""
    listing: float = parameter(20.0, "eta7", "log odds", (10, 30), "judgement")
    """Log odds of enforcing sanctions, at full enforcement against no compliance, if all trade were with the
    sanctioned."""
    threat: float = parameter(0.7, "eta_t", "log odds", (0, 2), "judgement: a threat is cheaper than a deed")
    """How much readier a power is to put a threat behind an offer than to press."""
    execution: float = parameter(3.0, "eta_x", "log odds", (1, 5), "judgement: an empty threat costs credit")
    """How much readier a power is to press a host that has refused an offer made under a threat."""
    least: float = parameter(1.0, "b_min", "pt/y", (0, 5), "judgement")
    """What a lever must bite at full use to be used."""
    first: float = parameter(0.25, "kap_0", "-", (0.1, 0.5), "judgement", ge=0.01, le=1)
    """Intensity at which a measure begins; a raise doubles it, up to 1."""
    escalation: float = parameter(0.3, "pi_c", "/q", (0.1, 0.5), "judgement", le=1)
    """Chance a quarter that a measure is raised while the host does not give in."""
    duration: float = parameter(3.0, "d_c", "q", (1.5, 6), "judgement", ge=1)
    """Mean length of a measure to which the host does not give in."""
    usual: float = parameter(0.4, "kap_m", "-", (0.25, 0.6), "derived: mean over a measure's life", le=1)
    """Mean intensity of a measure, by which hosts reckon what it would cost them."""
    trade_ban: float = parameter(0.5, "ban", "-", (0.2, 0.8), "judgement", le=0.95)
    """Part of its attractor that trade loses while a lever on it is in full use."""
    estrangement: float = parameter(0.03, "psi", "/q", (0.01, 0.08), "judgement", le=1)
    """Alignment lost a quarter under full pressure."""
    surrender: float = parameter(0.5, "c_Q", "-", (0.2, 1), "judgement", le=1)
    """Part of what a rival has in the pipeline that a host cancels when it gives in."""
    retreat: float = parameter(0.05, "c_G", "-", (0.02, 0.15), "judgement", le=1)
    """Fall of the security tie with a rival when a host gives in and there is no deal to cancel."""
    obedience: float = parameter(0.1, "c_s", "-", (0.05, 0.3), "judgement", le=1)
    """Rise of compliance when a host gives in to those who enforce sanctions."""
    reputation: float = parameter(8.0, "w_rep", "pt", (0, 20), "Drezner 1999; judgement")
    """Cost of giving in to a power with which nothing is shared."""
    full_leverage: float = parameter(0.15, "l_A", "-", (0.1, 0.2), "judgement", ge=0.01, le=1)
    """Leverage, as a share of GDP, that leaves a host no autonomy."""


class Stance(Strict):
    """How far hosts choose to keep to sanctions."""

    response: float = parameter(0.05, "a_i", "1/pt", (0.01, 0.15), "judgement")
    """Rise of the compliance aimed at per point a year by which it pays better than at the start."""


class Legitimacy(Strict):
    """Support of the government."""

    norm: float = parameter(0.6, "Leg*", "-", (0.5, 0.7), "judgement", le=1)
    """Level to which legitimacy returns."""
    reversion: float = parameter(0.3, "aL", "/y", (0.1, 0.6), "judgement", le=4)
    """Speed of return."""
    growth_effect: float = parameter(0.8, "aG", "-", (0.3, 1.5), "judgement")
    """Effect of growth above trend (annual rate times four)."""
    hostility_effect: float = parameter(2.0, "aF", "-", (0.5, 5), "judgement")
    """Effect of disbursed money to GDP that is visible and disliked."""
    arrears_effect: float = parameter(0.15, "aA", "/y", (0.05, 0.3), "judgement")
    """Loss in arrears."""
    rents_effect: float = parameter(2.0, "aR", "-", (0, 5), "Bueno de Mesquita & Smith 2007")
    """Effect of private rents to GDP under the smallest coalition."""
    noise: float = parameter(0.02, "sLeg", "/q", (0.01, 0.04), "judgement", le=0.2)
    """Standard deviation of the quarterly change."""


class Unrest(Strict):
    """Outbreaks of unrest."""

    legitimacy_slope: float = parameter(4.0, "u_L", "-", (2, 6), "judgement", le=20)
    """(Log) rise of the hazard per unit of legitimacy below one half."""
    price_slope: float = parameter(0.8, "u_P", "-", (0, 1.5), "judgement: KZ 2022", le=5)
    """(Log) rise of the hazard in a quarter of a price shock."""
    price_shock: float = parameter(0.1, "u_dP", "-", (0.05, 0.2), "judgement", ge=0.001)
    """Quarterly (log) change of the commodity price that counts as a shock."""
    succession_slope: float = parameter(0.6, "u_S", "-", (0, 1.5), "judgement", le=5)
    """(Log) rise of the hazard while a leader is new."""
    settling: float = parameter(1.0, "u_t", "y", (0.5, 3), "judgement")
    """Years in office after which a leader is no longer new."""
    water_slope: float = parameter(1.0, "u_W", "-", (0, 2), "judgement", le=5)
    """(Log) rise of the hazard under acute water stress."""
    water_threshold: float = parameter(0.8, "u_w", "-", (0.7, 0.9), "judgement", le=1)
    """Water stress that counts as acute."""
    jump: float = parameter(0.6, "u_J", "-", (0.3, 0.9), "judgement", le=1)
    """Least level of unrest after an outbreak; the most is 1."""
    half_life: float = parameter(1.5, "u_h", "q", (0.5, 4), "judgement", ge=0.1)
    """Quarters in which unrest halves."""


class Neighbours(Strict):
    """Relations between the hosts, clashes and water."""

    reversion: float = parameter(0.05, "rho_n", "/q", (0.02, 0.1), "judgement", le=1)
    """Speed at which a relation returns to its level at the start."""
    clash_hazard: float = parameter(0.3, "hb", "/y", (0.1, 1), "judgement: KG-TJ 2021 and 2022")
    """Clashes a year of indifferent hosts that dispute their whole border."""
    clash_slope: float = parameter(3.0, "h_n", "-", (1, 5), "judgement", le=10)
    """(Log) fall of the hazard of a clash per unit of relation."""
    clash_effect: float = parameter(0.15, "n_C", "-", (0.05, 0.3), "judgement", le=2)
    """Fall of the relation by a clash."""
    clash_threat: float = parameter(0.15, "z_C", "-", (0.05, 0.3), "judgement", le=1)
    """Rise of the threat to both hosts by a clash."""
    clash_loss: float = parameter(0.003, "gB", "-", (0.001, 0.01), "judgement", le=0.1)
    """GDP that a clash costs each of the two, as a fraction."""
    water_effect: float = parameter(0.05, "n_W", "/q", (0, 0.1), "judgement", le=1)
    """Fall of the relation a quarter between hosts on one river that are both completely short of water."""
    summit_effect: float = parameter(0.05, "n_S", "-", (0, 0.1), "judgement", le=1)
    """Rise of all relations by a quarter with a summit, over one without."""


class Summits(Strict):
    """Summits of a power with all hosts, and joint offers."""

    goodwill: float = parameter(0.02, "gw_S", "-", (0, 0.05), "judgement", le=1)
    """Rise of alignment in every host by a summit; it fades as the goodwill of purchases does."""
    cohesion: float = parameter(0.6, "coh_S", "-", (0.5, 0.7), "judgement", le=1)
    """Cohesion of the hosts above which a power makes them a joint offer."""
    least: int = Field(
        default=3,
        ge=2,
        le=20,
        json_schema_extra={"symbol": "n_J", "unit": "n", "plausible": [2, 4], "basis": "judgement"},
    )
    """Fewest hosts to which a joint offer is made."""
    attention: float = parameter(1.5, "att_J", "-", (1, 3), "judgement")
    """Attention that a joint offer takes in all, relative to an offer to one host."""


class Succession(Strict):
    """Changes of leader."""

    shape: float = parameter(1.8, "k", "-", (1, 3), "judgement: the old go sooner", ge=1, le=10)
    """Shape of the Weibull law of a tenure: above 1 the hazard grows with the years in office."""
    scale: float = parameter(25.0, "l", "y", (12, 40), "judgement: nine changes in five states since 1992", ge=1)
    """Scale of the Weibull law of a tenure: years within which about two leaders of three go by themselves."""
    unrest_effect: float = parameter(0.8, "s_U", "/y", (0.2, 2), "judgement: three outbreaks of eight since 2005")
    """Hazard added by full unrest."""
    coalition_noise: float = parameter(0.06, "s_W", "-", (0, 0.15), "judgement", le=0.5)
    """Standard deviation of a new leader's winning coalition around the host's."""
    hurdle_noise: float = parameter(0.3, "s_v", "pt", (0, 0.8), "judgement")
    """Standard deviation of a new leader's hurdle around the host's."""
    hostility_noise: float = parameter(0.25, "s_H", "-", (0, 0.6), "judgement", le=2)
    """(Log) standard deviation of the hostility to each power under a new leader, around the host's."""
    honeymoon: float = parameter(0.5, "c_L", "-", (0, 1), "judgement", le=1)
    """Share of the way to its norm that legitimacy goes when a new leader takes office."""
    lock_end: float = parameter(0.4, "p_end", "-", (0, 1), "judgement", le=1)
    """Chance that a new leader ends an exclusive lock."""


class Protest(Strict):
    """Protest against visible projects."""

    hazard: float = parameter(1.0, "h_p", "per deal", (0.2, 2), "judgement: KZ 2016, 2019, 2021; KG 2019, 2020")
    """Protests per standard deal disbursed, if wholly visible, of a wholly disliked power, under a coalition of all."""
    unrest: float = parameter(0.1, "j_U", "-", (0, 0.3), "judgement", le=1)
    """Unrest that a protest adds."""
    anger: float = parameter(0.05, "j_H", "-", (0, 0.15), "judgement", le=1)
    """Hostility to the power that a protest adds."""
    fading: float = parameter(0.1, "rho_H", "/q", (0.03, 0.3), "judgement", le=1)
    """Speed at which hostility goes back to its usual level."""
    legitimacy_loss: float = parameter(0.02, "j_L", "-", (0, 0.05), "judgement", le=1)
    """Legitimacy that a protest costs."""


class Help(Strict):
    """Requests for help, and what patrons make of them."""

    unrest: float = parameter(0.5, "Un_a", "-", (0.3, 0.8), "judgement", le=1)
    """Unrest above which a host may ask for help."""
    threat: float = parameter(0.7, "Z_a", "-", (0.5, 0.9), "judgement", le=1)
    """Threat above which a host may ask for help, and feels let down without it."""
    tie: float = parameter(0.5, "G_a", "-", (0.4, 0.7), "judgement: treaty-like", le=1)
    """Security tie above which a power is a patron that can be asked."""
    ask_in_unrest: float = parameter(
        0.5, "p_U", "/q", (0.2, 1), "judgement: KZ 2022 and KG 2010 asked, UZ 2022 did not", le=1
    )
    """Chance that a host in unrest asks."""
    ask_under_threat: float = parameter(0.15, "p_Z", "/q", (0.05, 0.5), "judgement: TJ asked in 2021", le=1)
    """Chance that a host under an acute threat asks; lower, because threats last."""
    war_effect: float = parameter(0.3, "e_h", "-", (0.1, 0.5), "judgement: Armenia, 2021-2023", le=0.5)
    """Share of a patron's readiness lost per unit of its own war."""
    calming: float = parameter(0.4, "h_U", "-", (0.2, 0.8), "judgement: KZ 2022", le=1)
    """Share of unrest that is left where help comes."""
    tie_gain: float = parameter(0.06, "h_G", "-", (0.02, 0.12), "judgement", le=1)
    """Rise of the security tie where help comes."""
    alignment_gain: float = parameter(0.05, "h_x", "-", (0.02, 0.1), "judgement", le=1)
    """Rise of alignment where help comes."""
    memory_left: float = parameter(0.5, "h_m", "-", (0.2, 0.8), "judgement: a debt of gratitude", le=1)
    """Share of the memory of the patron's coercion that is left where help comes."""
    tie_loss: float = parameter(0.1, "a_G", "-", (0.05, 0.2), "judgement: Armenia, 2021-2024", le=1)
    """Fall of the security tie where a patron lets the host down."""
    belief_loss: float = parameter(0.2, "a_b", "-", (0.1, 0.4), "judgement", le=1)
    """Fall of the delivery belief where a patron lets the host down."""


class Scores(Strict):
    """Scores: how well actors have done by their own goals."""

    share_kept: float = parameter(0.9, "k_s", "-", (0.7, 1.1), "judgement", ge=0.01)
    """Part of its share of influence at the start that a power must have kept to be content."""
    base_tie: float = parameter(0.7, "k_G", "-", (0.5, 0.9), "a base or an alliance", le=1)
    """Security tie above which a rival has a base or an alliance."""
    supply_scale: float = parameter(0.15, "k_M", "-", (0.05, 0.5), "judgement", ge=0.001)
    """Secured share of the world's output, by need, that meets two thirds of the goal of supply."""
    reputation: float = parameter(10.0, "rep_M", "points", (0, 30), "judgement")
    """Points that a power loses per unit of coercion that the hosts remember on average."""
    overspend: float = parameter(5.0, "rep_B", "points", (0, 15), "judgement")
    """Points that a power with an empty purse loses."""
    growth: float = parameter(0.30, "w_Y", "-", (0, 1), "judgement")
    """Weight of growth in a host's score."""
    growth_span: float = parameter(0.2, "k_Y", "-", (0.1, 0.5), "judgement", ge=0.01)
    """(Log) GDP above or below the trend of the start that counts as all or nothing."""
    autonomy: float = parameter(0.25, "w_a", "-", (0, 1), "judgement")
    """Weight of autonomy in a host's score."""
    tutelage: float = parameter(
        0.2, "k_T", "-", (0, 0.6), "Morrow 1991: security is bought with autonomy; judgement", le=1
    )
    """Part of its autonomy that a host gives up to an ally on whom its security rests, at a full tie."""
    legitimacy: float = parameter(0.20, "w_l", "-", (0, 1), "judgement")
    """Weight of a legitimate government that stays in office in a host's score."""
    safety: float = parameter(0.15, "w_s", "-", (0, 1), "judgement")
    """Weight of safety in a host's score."""
    debt: float = parameter(0.10, "w_d", "-", (0, 1), "judgement")
    """Weight of safe debt in a host's score."""


class Parameters(Strict):
    """All free parameters, by subject."""

    mechanisms: Mechanisms = Mechanisms()
    choice: Choice = Choice()
    offers: Offers = Offers()
    money: Money = Money()
    security: Security = Security()
    autonomy: Autonomy = Autonomy()
    debt: Debt = Debt()
    domestic: Domestic = Domestic()
    relation: Relation = Relation()
    conditions: Conditions = Conditions()
    lock: Lock = Lock()
    bidding: Bidding = Bidding()
    bargaining: Bargaining = Bargaining()
    projects: Projects = Projects()
    corridors: Corridors = Corridors()
    influence: Influence = Influence()
    economy: Economy = Economy()
    remittances: Remittances = Remittances()
    trade: Trade = Trade()
    capital: Capital = Capital()
    reserves: Reserves = Reserves()
    alignment: Alignment = Alignment()
    compliance: Compliance = Compliance()
    coercion: Coercion = Coercion()
    stance: Stance = Stance()
    legitimacy: Legitimacy = Legitimacy()
    unrest: Unrest = Unrest()
    scores: Scores = Scores()
    neighbours: Neighbours = Neighbours()
    summits: Summits = Summits()
    succession: Succession = Succession()
    protest: Protest = Protest()
    help: Help = Help()
