"""Puts the shared library that DF2D_BUNDLE names beside the package. The wheel is then one for this platform, with
every Python 3; without it the wheel is for all, and finds the library that the system has."""

import os
import shutil
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py

try:
    from setuptools.command.bdist_wheel import bdist_wheel
except ImportError:
    from wheel.bdist_wheel import bdist_wheel

BUNDLE = os.environ.get("DF2D_BUNDLE")


class DistributionWithLibrary(Distribution):
    def has_ext_modules(self):
        return bool(BUNDLE)


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        if BUNDLE:
            shutil.copyfile(BUNDLE, Path(self.build_lib, "df2d", "libdf2d.so"))


class WheelWithLibrary(bdist_wheel):
    def get_tag(self):
        tag = super().get_tag()
        return ("py3", "none", tag[2]) if BUNDLE else tag


setup(distclass=DistributionWithLibrary, cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": WheelWithLibrary})
