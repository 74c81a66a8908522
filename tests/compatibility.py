#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""What README.md claims to work has a passing row in docs/compatibility.md; and tools/compat/table.py, which writes these rows.

usage: compatibility.py SOURCE_DIR
"""

import contextlib
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
sys.path.insert(0, str(SOURCE / "tools/compat"))
sys.dont_write_bytecode = True

import table  # noqa: E402 (found by the path above)

PAGE = "\n".join(["before", *table.ROWS, "between", *table.LEFT, "after", ""])
JUNIT = """<?xml version="1.0"?>
<testsuite>
<testcase name="tst_good" status="run"><system-out>PASS   : TestGood::a()
SKIP   : TestGood::b(of Unix) No dbus-daemon here
   Loc: [tst_good.cpp(1)]
</system-out></testcase>
<testcase name="tst_bad" status="fail"><failure message=""/><system-out>FAIL!  : TestBad::a() Compared values
</system-out></testcase>
<testcase name="tst_unbuilt" status="notrun"><skipped message="Unable to find executable"/></testcase>
<testcase name="tst_off" status="disabled"><skipped message="Disabled"/></testcase>
</testsuite>
"""


class Table(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.page = self.folder / "page.md"
        self.page.write_text(PAGE, encoding="utf-8")

    def collect(self, row, *pairs, runs=()):
        files = []
        for text in runs:
            files.append(self.folder / f"junit-{len(files)}.xml")
            files[-1].write_text(text, encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            table.collect(self.folder / "results", row, files, list(pairs))
        return said.getvalue()

    def written(self):
        table.write(self.folder / "results", self.page)
        return self.page.read_text(encoding="utf-8")

    def test_what_ctest_wrote(self):
        said = self.collect("a-row", "skipped=benchmarks:not built", "known=tst_bad:Qt's own fault", runs=[JUNIT])
        self.assertEqual(said.splitlines()[0], "a-row: 1 passed, 2 failed, 3 skipped")
        self.assertIn("    FAIL!  : TestBad::a() Compared values\n", said)
        page = self.written()
        self.assertIn("| `a-row` | failed | `tst_bad` | Qt's own fault |", page)
        self.assertIn("| `a-row` | failed | `tst_unbuilt` | not known yet |", page)
        self.assertIn("| `a-row` | skipped | `TestGood::b(of Unix)` | No dbus-daemon here |", page)
        self.assertIn("| `a-row` | skipped | `benchmarks` | not built |", page)

    def test_what_ran_again(self):
        again = JUNIT.replace('status="fail"', 'status="run"').replace("FAIL!  ", "PASS   ")
        again = re.sub(r'<testcase name="tst_(good|off)".*?</testcase>', "", again, flags=re.DOTALL)
        said = self.collect("a-row", "notes=everything", runs=[JUNIT, again])
        self.assertEqual(said.splitlines()[0], "a-row: 2 passed, 1 failed, 2 skipped")
        self.assertIn("| everything (2 of the tests in a later run) |", self.written())

    def test_a_row_that_did_not_run_stays(self):
        self.collect("old", "system=Debian 12", "skipped=x:y")
        before = self.written()
        (self.folder / "results/old.json").unlink()
        self.collect("new", "system=Debian 13")
        after = self.written()
        for line in before.splitlines():
            self.assertIn(line, after.splitlines())
        self.assertEqual(after.count("`old`"), 2)
        self.assertLess(after.index("`old`"), after.index("`new`"))
        self.assertEqual(self.written(), after)

    def test_what_is_printed_is_what_is_written(self):
        self.collect("a", "skipped=x:y")
        printed = subprocess.run([sys.executable, SOURCE / "tools/compat/table.py", "print", self.folder / "results"],
                                 stdout=subprocess.PIPE, check=True, text=True).stdout
        page = self.written()
        for line in filter(None, printed.splitlines()):
            self.assertIn(line, page.splitlines())

    def test_what_several_rows_leave_out_has_one_line(self):
        self.collect("a", "skipped=x:the same", "skipped=x:the same", "skipped=y:another")
        self.collect("b", "skipped=x:the same")
        page = self.written()
        self.assertIn("| `a`, `b` | skipped | `x` | the same |", page)
        self.assertIn("| `a` | skipped | `y` | another |", page)
        (self.folder / "results/a.json").unlink()
        self.collect("b")
        self.assertIn("| `a` | skipped | `x` | the same |", self.written())

    def test_a_claim_needs_a_row_that_passed(self):
        claim = "\n".join([table.CLAIM[0], "Debian 12, GCC 12, Qt 6.4, QCoro 0.8, C++20", table.CLAIM[1]])
        shown = ["system=Debian 12", "compiler=GCC 12.2.0", "qt=6.4.2", "qcoro=0.8.0", "standard=C++20", "passed=5"]
        self.collect("row", *shown)
        self.assertEqual(table.unshown(claim, self.written()), [])
        self.assertEqual(table.unshown(claim.replace("GCC 12", "GCC 1"), self.written()), ["GCC 1"])
        self.assertEqual(table.unshown(claim.replace("Qt 6.4", "Qt 6.41"), self.written()), ["Qt 6.41"])
        self.assertEqual(table.unshown(claim.replace("Debian 12", "Windows"), self.written()), ["Windows"])
        self.collect("row", *shown, "failed=tst_bad")
        self.assertEqual(len(table.unshown(claim, self.written())), 5)

    def test_a_claim_may_be_what_ci_runs(self):
        ci = ["| | needed | tested |", "|---|---|---|", "| GCC | 12 | 12.2 |", "| Clang | 16 | 19 |", "| C++ | 20 | `-std=c++20` |"]
        lines = [*ci, "", "## x", PAGE]
        claim = "\n".join([table.CLAIM[0], "GCC 12, Clang 19, Clang 16, C++20, Qt 6.4", table.CLAIM[1]])
        self.assertEqual(table.unshown(claim, "\n".join(lines)), ["Clang 16", "Qt 6.4"])


class Pages(unittest.TestCase):
    def test_the_readme_claims_what_is_shown(self):
        readme, page = ((SOURCE / name).read_text(encoding="utf-8") for name in ("README.md", "docs/compatibility.md"))
        self.assertEqual(table.unshown(readme, page), [], "claimed by README.md, and shown by no passing row of docs/compatibility.md")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
