"""Are the examples in docstrings true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import simulator

MODULES = ["simulator", *(found.name for found in pkgutil.walk_packages(simulator.__path__, "simulator."))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
