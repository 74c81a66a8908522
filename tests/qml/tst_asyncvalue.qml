// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// What an AsyncValue shows, and when it says so.

import QtQml
import QtTest
import QEager
import QEagerTests

TestCase {
    id: test

    property int a: 1
    property int b: 10
    property int c: 100

    name: "AsyncValue"

    function init() {
        Backend.begin();
        Gates.words();
        test.a = 1;
        test.b = 10;
        test.c = 100;
    }
    function cleanup() {
        Backend.turn(2);
        compare(Gates.waiting(), 0);
        compare(Backend.end(), "");
    }
    function make(component: var, properties: var): var {
        const object = createTemporaryObject(component, test, properties ?? {});
        verify(object);
        return object;
    }

    // -- when it starts

    Component {
        id: readByABinding

        QtObject {
            id: reader

            readonly property string before: reader.seen("before", reader.first.state())
            property LoggingValue first: LoggingValue {
                source: () => Gates.cached(7)
            }
            readonly property string after: reader.seen("after", reader.first.state())

            function seen(name: string, state: string): string {
                Gates.log(name + ":" + state);
                return state;
            }
        }
    }
    function test_readyAtTheFirstRead() {
        const tasks = Backend.tasksCreated(), events = Backend.eventsPosted();
        const object = make(readByABinding);
        compare(Backend.tasksCreated() - tasks, 0);
        compare(Backend.eventsPosted() - events, 0);
        const words = Gates.words().split(" ");
        // Whichever binding came first; the source's came when it was asked for.
        verify(words.includes("before:R7") && words.includes("after:R7"));
        verify(words.indexOf("status:R7") > Math.max(words.indexOf("before:R7"), words.indexOf("after:R7"))); // never inside a read
        compare(words.filter(word => !/^(before|after):R7$/.test(word)), ["source", "status:R7", "value:R7", "progress:R7"]);
        compare(object.before, "R7");
        compare(object.after, "R7");
    }

    Component {
        id: cached

        LoggingValue {
            source: () => Gates.cached("a")
        }
    }
    function test_readyWhenItIsComplete() {
        make(cached);
        compare(Gates.words(), 'source status:R"a" value:R"a" progress:R"a"'); // and no Loading
    }

    Component {
        id: sourceless

        LoggingValue {}
    }
    function test_withoutASourceItIsNull() {
        const object = make(sourceless);
        compare(object.state(), "N");
        compare(object.source, undefined);
        compare(object.retainWhileLoading, false);
        compare(object.loadingDelay, 0);
        object.reload();
        object.cancel();
        compare(Gates.words(), "");
        object.source = () => Gates.cached(1);
        compare(Gates.words(), "source status:R1 value:R1 progress:R1");
        object.source = null;
        compare(Gates.words(), "source status:N value:N progress:N");
    }

    // -- what a source may give

    function test_whatIsFollowed_data() {
        return [
            { tag: "number", source: () => 5, state: "R5" },
            { tag: "object", source: () => ({ x: 1 }), state: 'R{"x":1}' },
            { tag: "null", source: () => null, state: "Rnull" },
            { tag: "undefined", source: () => {}, state: "R" },
            { tag: "ready", source: () => Gates.cached([1, 2]), state: "R[1,2]" },
            { tag: "failed", source: () => Gates.failing("disk full"), state: "E'disk full'" },
            { tag: "null task", source: () => Gates.nothing(), state: "N" },
            { tag: "no function", source: "text", state: 'R"text"' },
            { tag: "ready task", source: Gates.cached(3), state: "R3" },
        ];
    }
    function test_whatIsFollowed(row) {
        compare(make(cached, { source: row.source }).state(), row.state);
    }
    function test_anObjectKeepsItsIdentity() {
        const thing = { x: 1 };
        const object = make(cached, { source: () => thing });
        verify(object.value === thing);
    }
    function test_aPromise() {
        let settle, fail;
        const object = make(sourceless, { source: () => new Promise((resolve, reject) => { settle = resolve; fail = reject; }) });
        compare(object.state(), "L");
        settle(8);
        tryCompare(object, "status", AsyncValue.Ready);
        compare(object.value, 8);
        object.reload();
        fail(new Error("no network"));
        tryCompare(object, "status", AsyncValue.Error);
        compare(object.error, "no network");
        compare(Gates.words(), "source status:L status:R8 value:R8 progress:R8 status:L value:L progress:L status:E'no network' error:E'no network'");
    }
    function test_aFunctionThatThrows_data() {
        return [
            { tag: "an error", source: () => { throw new Error("no page"); }, message: "no page" },
            { tag: "another", source: () => test.nothingThere.name, message: "TypeError: Cannot read property 'name' of undefined" },
            { tag: "a string", source: () => { throw "why not"; }, message: "why not" },
        ];
    }
    function test_aFunctionThatThrows(row) {
        const object = make(sourceless);
        object.source = row.source;
        compare(object.status, AsyncValue.Error);
        compare(object.error, row.message);
        verify(object.value === undefined);
        const warning = Backend.warnings().split("\n");
        compare(warning[0], "The source of an AsyncValue threw: " + row.message);
        if (row.tag !== "a string") // its stack, in which there is nothing of ours
            verify(/^ *source@.*tst_asyncvalue.qml:\d+$/.test(warning[1]) && /^ *test_aFunc/.test(warning[2]), warning.slice(1, 3));
        object.source = () => 1;
        compare(object.state(), "R1");
        compare(Gates.words(), `source status:E'${row.message}' error:E'${row.message}' source status:R1 value:R1 error:R1 progress:R1`);
    }

    // -- pending

    Component {
        id: keyed

        LoggingValue {
            source: () => Gates.pending("key" + (test.a + test.b))
        }
    }
    function test_pending() {
        const object = make(keyed);
        compare(object.state(), "L");
        Gates.finish("key11", "x");
        compare(object.state(), "L"); // told from the ready queue
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), 'source status:L status:R"x" value:R"x" progress:R"x"');
    }
    function test_failing() {
        const object = make(keyed);
        Gates.fail("key11", "disk full");
        tryCompare(object, "status", AsyncValue.Error);
        compare(Gates.words(), "source status:L status:E'disk full' error:E'disk full'");
    }
    function test_aTaskAsSourceIsSomebodyElses() {
        const shared = Gates.shared;
        const first = make(sourceless, { tag: "1", source: shared });
        const second = make(sourceless, { tag: "2", source: shared });
        compare(first.state() + second.state(), "LL");
        first.reload(); // nothing to call
        first.source = null;
        Gates.destroy(second);
        wait(1);
        compare(shared.status, QmlTask.Loading);
        first.source = shared;
        Gates.finish("shared", 9);
        tryCompare(first, "status", AsyncValue.Ready);
        compare(Gates.words(), "source 1status:L source 2status:L 1source 1status:N 1source 1status:L 1status:R9 1value:R9 1progress:R9");
        first.reload();
        compare(Gates.words(), "");
    }

    // -- called again

    function test_theLatestWins() {
        const object = make(keyed);
        test.a = 2;
        test.b = 20;
        compare(Gates.words(), "source status:L");
        tryVerify(() => Gates.waiting() === 1); // the ones before have ended
        compare(Gates.words(), "!key11 !key12");
        compare(object.state(), "L");
        Gates.finish("key22", "last");
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), 'status:R"last" value:R"last" progress:R"last"');
    }
    function test_theSameTaskIsNotCancelled() {
        const object = make(sourceless, { source: () => Gates.shared });
        object.reload();
        Gates.finish("shared", 1);
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), "source status:L status:R1 value:R1 progress:R1");
    }

    Component {
        id: choosing

        LoggingValue {
            source: () => Gates.cached(test.a > 0 ? test.b : test.c)
        }
    }
    function test_onlyWhatWasReadCounts() {
        const object = make(choosing);
        compare(Gates.words(), "source status:R10 value:R10 progress:R10");
        test.c = 101;
        compare(Gates.words(), "");
        test.b = 11;
        compare(Gates.words(), "value:R11");
        test.a = 0;
        compare(Gates.words(), "value:R101");
        test.b = 12; // not read any more
        compare(Gates.words(), "");
        test.c = 102;
        compare(Gates.words(), "value:R102");
        test.a = -1; // read, and the same comes of it
        compare(Gates.words(), "");
        compare(object.state(), "R102");
    }
    function test_reload() {
        let n = 0;
        const object = make(sourceless, { source: () => Gates.cached(++n) });
        object.reload();
        object.reload();
        compare(Gates.words(), "source status:R1 value:R1 progress:R1 value:R2 value:R3");
    }

    // -- cancel()

    function test_cancel() {
        const object = make(keyed);
        object.cancel();
        compare(object.state(), "L"); // a request
        tryCompare(object, "status", AsyncValue.Cancelled);
        const message = "AsyncValue.cancel() was called.";
        compare(Gates.words(), `source status:L !key11 status:C'${message}' error:C'${message}'`);
        object.cancel();
        object.reload();
        Gates.finish("key11", 1);
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), "status:L error:L status:R1 value:R1 progress:R1");
        object.cancel();
        wait(1);
        compare(Gates.words(), "");
    }
    function test_cancelOfOneThatGoesOn() {
        const object = make(sourceless, { source: () => Gates.stubborn("k") });
        object.cancel();
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), 'source status:L !k status:R"kept" value:R"kept" progress:R"kept"');
    }
}
