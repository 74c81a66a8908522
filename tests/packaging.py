#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""What packaging/ says of QEager is what QEager is: its version, the options of its build, its targets. And what can be known of the
formats without vcpkg and Conan.

usage: packaging.py SOURCE_DIR
"""

import ast
import json
import pathlib
import re
import sys
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
PORT = SOURCE / "packaging/vcpkg/ports/qeager"
CONAN = SOURCE / "packaging/conan"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # of ports and features
FIELDS = {"name", "version", "description", "license", "supports", "dependencies", "features"}  # of vcpkg's, those that we use
FILES = [SOURCE / "CMakeLists.txt", *SOURCE.glob("cmake/*.cmake"), *SOURCE.glob("src/CMakeLists.txt"), *SOURCE.glob("plugin/*/CMakeLists.txt")]
CMAKE = "\n".join(file.read_text(encoding="utf-8") for file in FILES)


def version():
    return re.search(r"^project\(QEager VERSION ([0-9.]+) ", CMAKE, re.MULTILINE).group(1)


def options():
    """What a user of the build may set."""
    names = set(re.findall(r"\b(?:option|qeager_plugin_option)\((QEAGER_\w+|BUILD_SHARED_LIBS)", CMAKE))
    return names | set(re.findall(r"\bset\((QEAGER_\w+) .* CACHE ", CMAKE))


def targets():
    return set(re.findall(r"\badd_library\((QEager::\w+) ALIAS", CMAKE))


class Vcpkg(unittest.TestCase):
    def setUp(self):
        self.port = json.loads((PORT / "vcpkg.json").read_text(encoding="utf-8"))

    def check_dependencies(self, dependencies):
        names = [each["name"] for each in dependencies]
        self.assertEqual(names, sorted(names), "vcpkg format-manifest sorts them")
        for each in dependencies:
            self.assertLessEqual(set(each), {"name", "host", "default-features", "features"})
            for name in [each["name"], *each.get("features", [])]:
                self.assertRegex(name, NAME)

    def test_the_manifest_has_the_form_of_one(self):
        self.assertLessEqual(set(self.port), FIELDS)
        self.assertEqual(self.port["name"], PORT.name)
        self.check_dependencies(self.port["dependencies"])
        for name, feature in self.port["features"].items():
            self.assertRegex(name, NAME)
            self.assertEqual(set(feature), {"description", "dependencies"})
            self.check_dependencies(feature["dependencies"])

    def test_the_version_is_that_of_the_build(self):
        self.assertEqual(self.port["version"], version())

    def test_the_portfile_sets_options_that_there_are(self):
        text = (PORT / "portfile.cmake").read_text(encoding="utf-8")
        used = set(re.findall(r"(?:-D|\b)(QEAGER_\w+)", text))
        self.assertGreater(len(used), 4)
        self.assertLessEqual(used, options())
        features = re.search(r"FEATURES\n(.*?)\)", text, re.DOTALL).group(1).split()[::2]
        self.assertEqual(sorted(features), sorted(self.port["features"]))

    def test_the_portfile_finds_the_source_tree(self):
        up = re.search(r'NORMALIZE "\$\{CMAKE_CURRENT_LIST_DIR\}/([./]+)"', (PORT / "portfile.cmake").read_text(encoding="utf-8")).group(1)
        self.assertEqual((PORT / up).resolve(), SOURCE)

    def test_usage_names_targets_that_there_are(self):
        named = set(re.findall(r"QEager::\w+", (PORT / "usage").read_text(encoding="utf-8")))
        self.assertEqual(named, targets())


class Conan(unittest.TestCase):
    def setUp(self):
        self.text = (CONAN / "conanfile.py").read_text(encoding="utf-8")
        recipe = next(node for node in ast.parse(self.text).body if isinstance(node, ast.ClassDef))
        self.fields = {}
        self.functions = {}
        for node in recipe.body:
            if isinstance(node, ast.Assign):
                self.fields[node.targets[0].id] = ast.literal_eval(node.value)
            else:
                self.functions[node.name] = ast.unparse(node)

    def test_python_reads_both(self):
        for file in (CONAN / "conanfile.py", CONAN / "test_package/conanfile.py"):
            compile(file.read_text(encoding="utf-8"), file, "exec")

    def test_each_option_has_a_default_that_it_may_have(self):
        self.assertEqual(set(self.fields["options"]), set(self.fields["default_options"]))
        for name, default in self.fields["default_options"].items():
            self.assertIn(default, self.fields["options"][name])

    def test_the_line_that_says_the_version(self):
        start = re.search(r"startswith\('(.*?)'\)", self.functions["set_version"]).group(1)
        lines = [line for line in (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8").splitlines() if line.startswith(start)]
        self.assertEqual([line.split()[2] for line in lines], [version()])

    def test_all_that_the_build_reads_is_exported(self):
        patterns = re.search(r"for pattern in \((.*?)\)", self.functions["export_sources"]).group(1)
        exported = {pattern.split("/")[0] for pattern in ast.literal_eval(f"[{patterns}]")}
        self.assertLessEqual({file.relative_to(SOURCE).parts[0] for file in FILES}, exported)

    def test_it_sets_options_that_there_are(self):
        for part in ("BENCHMARKS", "DEMO", "PLUGIN", "TESTS", "QML", "TESTLIB"):
            self.assertIn(part, self.functions["generate"])
            self.assertIn(f"QEAGER_BUILD_{part}", options())

    def test_it_names_the_targets_and_libraries_that_there_are(self):
        named = {f"QEager::{name}" for name in re.findall(r"_component\('(\w+)'", self.functions["package_info"])}
        self.assertEqual(named, targets())
        for name in targets():
            self.assertIn(f"OUTPUT_NAME {name.replace('::', '')}\n", CMAKE)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
