#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

"""tools/bench_peers_table.py on programs that print what they are told, and benchmarks/peers/rows.json beside the programs it names.

usage: check.py SOURCE_DIR
"""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(sys.argv[1]).resolve()
PEERS = SOURCE / "benchmarks/peers"
sys.path.insert(0, str(SOURCE / "tools"))
sys.dont_write_bytecode = True

import bench_peers_table  # noqa: E402 (found by the path above)

# Prints the next of the figures of each case that it is asked for.
PROGRAM = """#!{python}
import json, pathlib, re, sys
left = pathlib.Path(__file__).with_suffix(".left")
figures = json.loads(left.read_text())
wanted = next(each.split("=", 1)[1] for each in sys.argv if each.startswith("--benchmark_filter="))
runs = [{{"run_name": name, "run_type": "iteration", "cpu_time": of.pop(0), "time_unit": "ns"}}
        for name, of in figures.items() if re.search(wanted, name)]
left.write_text(json.dumps(figures))
print(json.dumps({{"benchmarks": runs}}))
"""


def rows_of(*peers):
    return [{"row": "a row", "of": "ours", "same": "All do this.", "peers": list(peers)}]


def peer(name, **more):
    return {"peer": name, "program": "peer_rows", "to": "theirs", "differs": f"What {name} does not.", **more}


class Table(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.addCleanup(setattr, bench_peers_table, "versions", bench_peers_table.versions)
        bench_peers_table.versions = lambda programs: ["versions of", *sorted(programs)]

    def program(self, name, **figures):
        path = self.folder / name
        path.write_text(PROGRAM.format(python=sys.executable))
        path.chmod(0o755)
        path.with_suffix(".left").write_text(json.dumps(figures))

    def table(self, rows, rounds):
        """The exit status, the lines of the table, and those below it."""
        described = self.folder / "rows.json"
        described.write_text(json.dumps(rows))
        sys.argv = ["table", str(described), str(self.folder), f"--repetitions={rounds}", f"--json={self.folder / 'found.json'}"]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), self.assertRaises(SystemExit) as end:
            bench_peers_table.main()
        self.printed = printed.getvalue()
        table, below = self.printed.split("\nWhat is the same and what is not:\n")
        return int(end.exception.code), [each for each in table.splitlines() if each.startswith("| a row")], below.strip().splitlines()

    def test_median_and_range_of_the_rounds(self):
        self.program("qeager_rows", ours=[10, 30, 20])
        self.program("peer_rows", theirs=[100, 100, 50])
        status, table, below = self.table(rows_of(peer("P")), 3)
        self.assertEqual(table, ["| a row | P | 20.0 (10.0 to 30.0) | 100.0 (50.0 to 100.0) | 0.2 (0.1 to 0.4) | ahead |"])
        self.assertEqual(below, ["a row: All do this.", "", "- P: What P does not."])
        self.assertEqual(status, 0)
        self.assertEqual(json.loads((self.folder / "found.json").read_text())[0]["ratios"], [0.1, 0.3, 0.4])

    def test_what_a_case_does_many_times(self):
        self.program("qeager_rows", ours=[5000])
        self.program("peer_rows", theirs=[4000])
        rows = rows_of(peer("P"), peer("Q", peer_scale=0.1))
        rows[0]["scale"] = 0.01
        _, table, _ = self.table(rows, 1)
        self.assertEqual([line.split(" | ")[3].split()[0] for line in table], ["40.0", "400.0"])

    def test_only_the_same_work_is_a_reason_to_fail(self):
        self.program("qeager_rows", ours=[20])
        self.program("peer_rows", theirs=[10], slow=[40])
        lines = {"A": {}, "B": {"other": True}, "C": {"other": True, "to": "slow"}, "D": {"floor": True}}
        verdicts = {"A": "**behind**", "B": "other work, behind", "C": "other work, ahead", "D": "floor"}
        status, table, below = self.table(rows_of(*(peer(name, **more) for name, more in lines.items())), 1)
        self.assertEqual({line.split(" | ")[1]: line.split(" | ")[5].strip(" |") for line in table}, verdicts)
        self.assertEqual(status, 1)
        self.assertIn("- A: What A does not.", below)
        self.assertIn("- B: not the same work: What B does not.", below)

        for name, expected in {"A": 1, "B": 0, "D": 0}.items():
            self.program("qeager_rows", ours=[20])
            self.program("peer_rows", theirs=[10])
            self.assertEqual(self.table(rows_of(peer(name, **lines[name])), 1)[0], expected)

    def test_a_peer_without_such_work_is_named(self):
        self.program("qeager_rows", ours=[20])
        self.program("peer_rows", theirs=[40])
        nothing = {"peer": "N", "to": None, "differs": "It has no start."}
        status, table, below = self.table(rows_of(peer("P"), nothing), 1)
        self.assertEqual((status, len(table)), (0, 1))
        self.assertIn("- N: no such row: It has no start.", below)

    def test_a_program_that_is_missing_is_left_out_with_the_reason(self):
        self.program("qeager_rows", ours=[20])
        self.program("peer_rows", theirs=[40])
        status, table, _ = self.table(rows_of(peer("P"), peer("T", program="tokio_rows"), peer("V", program="node_rows.mjs")), 1)
        self.assertEqual((status, len(table)), (0, 1))
        self.assertIn("Left out: the rows of node_rows.mjs, because nodejs could not be installed when the tree was made.", self.printed)
        self.assertIn("Left out: the rows of tokio_rows, because ", self.printed)
        self.assertIn("versions of, peer_rows; ", self.printed)


class Rows(unittest.TestCase):
    def test_every_case_is_in_its_program(self):
        sources = {path.stem: path.read_text() for path in PEERS.glob("*_rows.*") if path.suffix != ".toml"}
        for row in bench_peers_table.comparisons(json.loads((PEERS / "rows.json").read_text())):
            with self.subTest(row=row["row"], peer=row["peer"]):
                self.assertTrue(row["same"] and row["differs"])
                self.assertIn(row["of"], sources["qeager_rows"])
                if row["to"] is not None:
                    self.assertIn(row["to"], sources[row["program"].split(".")[0]])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
