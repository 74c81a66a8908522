# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""Builds the source tree that it is in, with Conan 2. Nobody has run it with Conan yet.

    conan create QEager/packaging/conan --build=missing
"""

import os

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir

required_conan_version = ">=2.2"


class QEagerConan(ConanFile):
    name = "qeager"
    description = "Eager task execution for Qt 6 and QCoro: coroutines that run at once, as far as they get without waiting"
    license = "MIT"
    topics = ("qt", "coroutines", "async")
    package_type = "library"
    settings = "os", "compiler", "build_type", "arch"
    options = {"shared": [True, False], "fPIC": [True, False], "qml": [True, False], "test": [True, False]}
    default_options = {"shared": True, "fPIC": True, "qml": False, "test": False}
    implements = ["auto_shared_fpic"]

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, os.pardir, os.pardir)

    def set_version(self):
        for line in load(self, os.path.join(self._root, "CMakeLists.txt")).splitlines():
            if line.startswith("project(QEager VERSION "):
                self.version = line.split()[2]

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "plugin/*", "src/*"):
            copy(self, pattern, src=self._root, dst=self.export_sources_folder)

    def requirements(self):
        # Both are in the headers.
        self.requires("qt/[>=6.4 <7]", transitive_headers=True)
        self.requires("qcoro/[>=0.8 <1]", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)
        if self.options.qml and not self.options.shared:
            raise ConanInvalidConfiguration("QEager's QML module needs the option shared: with a static one, each application compiles a file.")

    def layout(self):
        cmake_layout(self)

    def generate(self):
        toolchain = CMakeToolchain(self)
        for part in ("BENCHMARKS", "DEMO", "PLUGIN", "TESTS"):
            toolchain.cache_variables[f"QEAGER_BUILD_{part}"] = False
        toolchain.cache_variables["QEAGER_BUILD_QML"] = bool(self.options.qml)
        toolchain.cache_variables["QEAGER_BUILD_TESTLIB"] = bool(self.options.test)
        toolchain.generate()
        dependencies = CMakeDeps(self)
        dependencies.set_property("qcoro", "cmake_file_name", "QCoro6")
        dependencies.set_property("qcoro::qcoro-core", "cmake_target_name", "QCoro6::Core")
        dependencies.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        for folder in ("cmake", "pkgconfig"):  # Conan makes its own of package_info()
            rmdir(self, os.path.join(self.package_folder, "lib", folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "QEager")
        core = self._component("Core", ["qcoro::qcoro-core", "qt::qtCore"])
        if not self.options.shared:
            core.defines = ["QEAGER_CORE_STATIC"]
        if self.settings.compiler != "msvc":
            core.cxxflags = ["-fexceptions"]
        if self.options.qml:
            self._component("Qml", ["Core", "qt::qtQml", "qt::qtQuick"])
        if self.options.test:
            self._component("Test", ["Core", "qt::qtTest"])

    def _component(self, name, requires):
        component = self.cpp_info.components[name]
        component.libs = [f"QEager{name}"]
        component.requires = requires
        component.set_property("cmake_target_name", f"QEager::{name}")
        component.set_property("pkg_config_name", f"QEager{name}")
        return component
