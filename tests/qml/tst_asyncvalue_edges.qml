// SPDX-FileCopyrightText: 2026 QEager contributors
// SPDX-License-Identifier: MIT

// retainWhileLoading, loadingDelay and progress, and what happens inside handlers, to objects that go, and to the garbage.

import QtQml
import QtTest
import QEager
import QEagerTests

TestCase {
    id: test

    property int key: 1

    name: "AsyncValueEdges"

    function init() {
        Backend.begin();
        Gates.words();
        test.key = 1;
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

    Component {
        id: plain

        LoggingValue {}
    }
    Component {
        id: keyed

        LoggingValue {
            source: () => test.key > 100 ? Gates.cached(test.key) : Gates.pending("k" + test.key)
        }
    }

    // -- retainWhileLoading

    function test_theValueGoesWhileTheNextLoads() {
        const object = make(keyed, { source: () => test.key > 1 ? Gates.pending("k") : Gates.cached(5) });
        test.key = 2;
        compare(Gates.words(), "source status:R5 value:R5 progress:R5 status:L value:L progress:L");
        Gates.finish("k", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), "status:R5 value:R5 progress:R5");
    }
    function test_theValueStaysWhileTheNextLoads() {
        const object = make(keyed, { retainWhileLoading: true });
        Gates.finish("k1", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        test.key = 2;
        compare(object.state(), "L5");
        Gates.finish("k2", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        compare(Gates.words(), "source status:L status:R5 value:R5 progress:R5 status:L5 progress:L5 status:R5 progress:R5");
        test.key = 3;
        Gates.fail("k3", "no");
        tryCompare(object, "status", AsyncValue.Error);
        compare(Gates.words(), "status:L5 progress:L5 status:E'no' value:E'no' error:E'no'");
    }
    function test_retainingIsSwitchedWhileLoading() {
        const object = make(keyed, { retainWhileLoading: true });
        Gates.finish("k1", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        test.key = 2;
        Gates.words();
        object.retainWhileLoading = false;
        object.retainWhileLoading = false;
        object.retainWhileLoading = true;
        compare(Gates.words(), "value:L value:L5");
        Gates.finish("k2", 5);
        tryCompare(object, "status", AsyncValue.Ready);
    }

    // -- loadingDelay

    function test_aQuickLoadNeverIsLoading() {
        const object = make(keyed, { loadingDelay: 3600000 });
        compare(object.state(), "N");
        Gates.finish("k1", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        test.key = 2;
        compare(object.state(), "R5"); // as it was
        test.key = 3;
        Gates.finish("k3", 6);
        tryCompare(object, "value", 6);
        compare(Gates.words(), "source status:R5 value:R5 progress:R5 !k2 value:R6");
    }
    function test_aSlowLoadIsLoadingAfterTheDelay() {
        const object = make(keyed, { loadingDelay: 1 });
        compare(object.state(), "N");
        tryCompare(object, "status", AsyncValue.Loading);
        Gates.finish("k1", 5);
        tryCompare(object, "status", AsyncValue.Ready);
        test.key = 2;
        compare(object.state(), "R5");
        tryCompare(object, "status", AsyncValue.Loading);
        test.key = 3; // Loading is shown: it stays
        test.key = 101;
        compare(Gates.words(), "source status:L status:R5 value:R5 progress:R5 status:L value:L progress:L status:R101 value:R101 progress:R101");
    }
    function test_theDelayIsCountedFromTheFirst() {
        const object = make(plain, { loadingDelay: 20, source: () => Gates.pending("d" + test.key) });
        const began = Date.now();
        while (object.status === AsyncValue.Null) {
            ++test.key; // would put it off for ever
            Backend.turn();
            verify(Date.now() - began < 10000);
        }
        compare(object.status, AsyncValue.Loading);
        verify(Date.now() - began >= 15);
        object.source = null;
    }
    function test_aDelayEndsWithItsWait() {
        const object = make(keyed, { loadingDelay: 1 });
        test.key = 101; // finished at once
        const later = make(plain, { tag: "later", source: () => Gates.pending("l"), loadingDelay: 1 });
        tryCompare(later, "status", AsyncValue.Loading); // by now the other delay would be over, too
        later.source = null;
        compare(Gates.words(), "source status:R101 value:R101 progress:R101 source !k1 laterstatus:L latersource laterstatus:N");
        object.loadingDelay = 0;
        test.key = 2;
        compare(object.state(), "L");
        test.key = 102;
    }

    // -- progress

    function test_progress() {
        const object = make(plain, { source: () => Backend.steps(4) });
        compare(object.progress, 0.25); // before its first suspension
        let seen = [];
        object.progressChanged.connect(() => seen.push(object.progress));
        tryCompare(object, "status", AsyncValue.Ready);
        compare(seen, [0.5, 0.75, 1]);
        object.source = null;
        compare(object.progress, 0);
    }

    // -- inside handlers

    function test_aHandlerChangesWhatTheSourceReads() {
        const object = make(plain);
        let depth = 0, deepest = 0;
        object.valueChanged.connect(() => {
            deepest = Math.max(++depth, deepest);
            if (test.key < 3)
                ++test.key;
            --depth;
        });
        object.source = () => Gates.cached(test.key);
        compare(object.state(), "R3");
        compare(deepest, 1); // a change is told when the handler that made it is through
        compare(Gates.words(), "source status:R1 value:R1 value:R2 value:R3 progress:R3");
    }
    function test_aHandlerChangesTheSource() {
        const object = make(keyed);
        object.statusChanged.connect(() => {
            if (object.status === AsyncValue.Ready && object.value === "a")
                object.source = () => Gates.pending("b");
        });
        Gates.finish("k1", "a");
        tryCompare(object, "status", AsyncValue.Loading);
        tryVerify(() => { Gates.finish("b", "b"); return object.status === AsyncValue.Ready; });
        compare(object.value, "b");
        const words = Gates.words();
        verify(words.endsWith('status:R"b" value:R"b" progress:R"b"'), words);
    }
    function test_aHandlerReloadsAndCancels() {
        let n = 0;
        const object = make(plain);
        object.statusChanged.connect(() => {
            if (object.status === AsyncValue.Loading)
                object.cancel();
            else if (object.status === AsyncValue.Cancelled && n < 3)
                object.reload();
        });
        object.source = () => Gates.pending("n" + ++n);
        tryVerify(() => n === 3 && object.status === AsyncValue.Cancelled);
        compare(Gates.waiting(), 0);
    }
    function test_aSourceThatChangesWhatItReadsIsALoop() {
        for (let i = 0; i < 2; ++i)
            ignoreWarning(/LoggingValue.*: The source of this AsyncValue changes what it reads: it is not called again for that\./);
        const object = make(plain, { source: () => { const read = test.key; test.key = read + 1; return read; } });
        compare(object.state(), "R1");
        compare(test.key, 2);
        test.key = 7; // noticed nevertheless
        compare(object.state(), "R7");
    }
    function test_aSourceThatReloadsIsALoop() {
        ignoreWarning(/LoggingValue.*: The source of this AsyncValue changes what it reads/);
        const object = make(plain);
        object.source = () => { object.reload(); return 5; };
        compare(object.state(), "R5");
    }
    function test_aSourceThatReplacesItself() {
        const object = make(plain);
        object.source = () => {
            object.source = () => 2;
            return Gates.pending("thrown away");
        };
        compare(object.state(), "R2");
        compare(Gates.words(), "source source status:R2 value:R2 progress:R2");
        tryVerify(() => Gates.waiting() === 0);
        compare(Gates.words(), "!thrown away");
    }

    // -- what goes

    function test_destroyedWhilePendingItCancels() {
        const object = make(keyed);
        Gates.destroy(object);
        tryVerify(() => Gates.waiting() === 0);
        compare(Gates.words(), "source status:L !k1");
    }
    function test_destroyedInsideItsHandler_data() {
        return [{ tag: "statusChanged", words: 3 }, { tag: "valueChanged", words: 4 }, { tag: "progressChanged", words: 5 }];
    }
    function test_destroyedInsideItsHandler(row) {
        const object = make(keyed);
        object[row.tag].connect(() => Gates.destroy(object));
        Gates.finish("k1", 1);
        tryVerify(() => Gates.waiting() === 0);
        Backend.turn(2);
        const words = ["source", "status:L", "status:R1", "value:R1", "progress:R1"]; // none comes afterwards
        compare(Gates.words(), words.slice(0, row.words).join(" "));
    }
    function test_destroyedInsideItsSource() {
        const object = make(plain);
        let calls = 0;
        object.source = () => {
            ++calls;
            Gates.destroy(object);
            return Gates.pending("orphan");
        };
        compare(calls, 1);
        tryVerify(() => Gates.waiting() === 0);
        compare(Gates.words(), "source !orphan");
    }

    // -- garbage

    function test_whatIsPendingSurvivesACollection() {
        const object = make(keyed);
        const promising = make(plain, { source: () => Gates.pending("p").promise() });
        Gates.words();
        Backend.collect();
        compare(object.state() + promising.state(), "LL");
        Gates.finish("k1", 1);
        Gates.finish("p", 2);
        tryCompare(object, "status", AsyncValue.Ready);
        tryCompare(promising, "status", AsyncValue.Ready);
        Backend.collect();
        compare(Gates.words(), "status:R1 value:R1 progress:R1 status:R2 value:R2 progress:R2");
        test.key = 101; // what it reads is still noticed
        compare(object.state(), "R101");
    }
    function nameOf(object: var): string { // so that no value stays on the stack
        return object.value.objectName;
    }
    function test_anObjectIsTheEnginesAndLivesAsLongAsTheValue() {
        const object = make(plain, { source: () => Backend.newObject() });
        compare(nameOf(object), "new");
        Backend.collect();
        verify(Backend.objectLives());
        compare(nameOf(object), "new");
        object.source = null;
        Backend.collect();
        verify(!Backend.objectLives());
    }
    function test_anObjectThatIsDestroyedIsNull() {
        const object = make(plain, { source: () => Backend.childObject() });
        compare(object.value.objectName, "child");
        Backend.deleteObject();
        verify(object.value === null);
    }
    function test_anErrorNobodyLooksAtIsLogged() {
        const object = make(cachedFailure);
        compare(object.status, AsyncValue.Error);
        object.destroy();
        Backend.collect(); // the QmlTask that the function returned
        const warning = Backend.warnings();
        verify(/never retrieved: disk full/.test(warning), warning);
    }
    function test_whatIsThrownIsLoggedOnce() {
        const object = make(cachedFailure, { source: () => { throw new Error("no page"); } });
        compare(object.status, AsyncValue.Error);
        object.destroy();
        Backend.turn();
        const warnings = Backend.warnings();
        compare(warnings.match(/no page/g).length, 1);
    }
    Component {
        id: cachedFailure

        AsyncValue {
            source: () => Gates.failing("disk full")
        }
    }
}
