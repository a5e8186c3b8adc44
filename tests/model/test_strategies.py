"""Are the worlds that the other tests draw such as a file could hold?"""

from __future__ import annotations

import yaml
from hypothesis import given

from simulator.scenario import check, load_scenario

from .strategies import FEW, scenarios


@FEW
@given(scenarios())
def test_every_world_that_is_drawn_could_be_written_in_a_file_and_read_again(tmp_path_factory, scenario):
    path = tmp_path_factory.mktemp("drawn") / "drawn.yaml"
    path.write_text(
        yaml.safe_dump(scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)), encoding="utf-8"
    )
    assert check(path) == []
    assert load_scenario(path).model_dump() == scenario.model_dump()
