# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/CMakeLists.txt): tools/release.sh in a small repository, as it should be for a release, and with one fault at a
# time. The scripts that it calls are stand-ins there, which say that they were called, and fail if they are told to.

cmake_minimum_required(VERSION 3.25)

set(repository "${WORK_DIR}/repository")
string(TIMESTAMP today "%Y-%m-%d" UTC)

function(git)
    execute_process(COMMAND "${GIT}" -c user.name=Tester -c user.email=tester@localhost -c commit.gpgsign=false ${ARGN}
        WORKING_DIRECTORY "${repository}" OUTPUT_VARIABLE said ERROR_VARIABLE said COMMAND_ERROR_IS_FATAL ANY
    )
    string(STRIP "${said}" said)
    set(said "${said}" PARENT_SCOPE)
endfunction()

# put(<file> <text>): into the repository
function(put file text)
    file(WRITE "${repository}/${file}" "${text}")
endfunction()

# stand_in(<script> <status>)
function(stand_in script status)
    put(${script} "#!/bin/sh\necho ${script} was called >>called\nexit ${status}\n")
    file(CHMOD "${repository}/${script}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
endfunction()

set(head "# Changelog\n\n## [Unreleased]\n\n")
set(section "## [0.1.0] - ${today}\n\n### Added\n\n- All of it.\n")
set(rows_head "# Compatibility\n\n<!-- rows: tools/compat.sh -->\n| row | system | passed | failed | skipped | date |\n|---|---|--:|--:|--:|---|\n")
set(rows_tail "<!-- end of rows -->\n\n| `not-a-row` | x | 1 | 7 | 1 | 1999-01-01 |\n")

# Everything as it should be, committed
function(start_again)
    file(REMOVE_RECURSE "${WORK_DIR}")
    file(MAKE_DIRECTORY "${repository}")
    file(COPY "${QEAGER_SOURCE_DIR}/tools/release.sh" "${QEAGER_SOURCE_DIR}/tools/setup.sh" DESTINATION "${repository}/tools")
    put(CMakeLists.txt "cmake_minimum_required(VERSION 3.25)\nproject(QEager VERSION 0.1.0 LANGUAGES CXX)\n")
    put(packaging/vcpkg/ports/qeager/vcpkg.json "{\n  \"name\": \"qeager\",\n  \"version\": \"0.1.0\",\n  \"license\": \"MIT\"\n}\n")
    put(debian/changelog "qeager (0.1.0-1) unstable; urgency=medium\n\n  * First release.\n")
    put(CHANGELOG.md "${head}${section}\n## [0.0.1] - 2020-01-01\n\n- Older.\n")
    put(docs/compatibility.md "${rows_head}| `a-row` | x, y | 44 | 0 | 2 | ${today} |\n${rows_tail}")
    put(.gitignore "called\n")
    foreach(script IN ITEMS .ci/run tools/abi.sh tools/docs.sh tools/package.sh)
        stand_in(${script} 0)
    endforeach()
    git(init -q .)
    git(add -A)
    git(commit -q -m "as it should be")
endfunction()

# release(<status> <expected output> <argument>...): the names of commits in what it prints are replaced.
function(release status expected)
    set(ENV{GIT_AUTHOR_NAME} Tester)
    set(ENV{GIT_AUTHOR_EMAIL} tester@localhost)
    set(ENV{GIT_COMMITTER_NAME} Tester)
    set(ENV{GIT_COMMITTER_EMAIL} tester@localhost)
    execute_process(COMMAND "${BASH}" tools/release.sh ${ARGN} WORKING_DIRECTORY "${repository}"
        RESULT_VARIABLE ended OUTPUT_VARIABLE said ERROR_VARIABLE errors
    )
    string(REGEX REPLACE "\\([0-9a-f]+\\)" "(COMMIT)" said "${said}")
    string(REGEX REPLACE "already, of [0-9a-f]+" "already, of COMMIT" said "${said}")
    string(REGEX REPLACE " +" " " said "${said}")
    if(NOT ended EQUAL status OR NOT said STREQUAL expected)
        message(FATAL_ERROR "release.sh ${ARGN} should end with ${status} and print\n${expected}It ended with ${ended} and printed\n${said}${errors}")
    endif()
    set(called)
    if(EXISTS "${repository}/called")
        file(STRINGS "${repository}/called" called)
        file(REMOVE "${repository}/called")
    endif()
    set(called "${called}" PARENT_SCOPE)
    git(tag --list)
    set(tags "${said}" PARENT_SCOPE)
endfunction()

function(expect what is should)
    if(NOT is STREQUAL should)
        message(FATAL_ERROR "${what}: '${is}', and not '${should}'")
    endif()
endfunction()

# What it says where nothing is wrong
set(tree "done tree everything is committed (COMMIT)\n")
set(version "done version 0.1.0 everywhere\n")
set(changelog "done changelog the section of 0.1.0 is from ${today}\n")
set(compat "done compat none of the 1 rows has a failure, or is older than 30 days\n")
set(free "done free there is no tag v0.1.0 yet\n")
set(would "would do tests .ci/run\nwould do abi tools/abi.sh\nwould do docs tools/docs.sh\nwould do packages tools/package.sh\n")
set(would_tag "would do tag git tag -a -m 'QEager 0.1.0' v0.1.0\n")
set(no_tag "not begun tag because a step before it failed\n")

# fails(<step> <sentence>): with --dry-run, this step alone fails.
function(fails step sentence)
    set(${step} "failed ${step} ${sentence}\n")
    release(1 "${tree}${version}${changelog}${compat}${free}${would}${no_tag}" --dry-run 0.1.0)
    expect("scripts called by --dry-run" "${called}" "")
    git(checkout -q .)
    git(clean -q -f -d)
endfunction()

# commits what a fault is, so that the tree is clean
function(plant file text)
    put(${file} "${text}")
    git(commit -q -a -m "a fault")
endfunction()

# Nothing is wrong
start_again()
release(0 "${tree}${version}${changelog}${compat}${free}${would}${would_tag}" --dry-run 0.1.0)
expect("scripts called by --dry-run" "${called}" "")
expect("tags set by --dry-run" "${tags}" "")
git(status --porcelain)
expect("files changed by --dry-run" "${said}" "")

# The tree
put(new.txt "not known\n")
fails(tree "these files are changed, or git does not know them: new.txt")
put(CMakeLists.txt "project(QEager VERSION 0.1.0 LANGUAGES CXX)\n")
fails(tree "these files are changed, or git does not know them: CMakeLists.txt")

# The version
plant(CMakeLists.txt "project(QEager VERSION 0.0.9 LANGUAGES CXX)\n")
fails(version "CMakeLists.txt has '0.0.9'")
plant(debian/changelog "qeager (0.0.8-2) unstable; urgency=medium\n")
fails(version "CMakeLists.txt has '0.0.9'; debian/changelog has '0.0.8'")
start_again()
plant(packaging/vcpkg/ports/qeager/vcpkg.json "{\n  \"version\": \"0.2.0\",\n}\n")
fails(version "packaging/vcpkg/ports/qeager/vcpkg.json has '0.2.0'")

# The changelog
start_again()
plant(CHANGELOG.md "${head}## [0.0.1] - 2020-01-01\n\n- Older.\n")
fails(changelog "CHANGELOG.md has no section '## [0.1.0] - ${today}'")
plant(CHANGELOG.md "${head}## [0.1.0]\n\n- All of it.\n")
fails(changelog "the section of 0.1.0 in CHANGELOG.md has no date: '## [0.1.0]'")
plant(CHANGELOG.md "${head}## [0.1.0] - 2026-02-30\n\n- All of it.\n")
fails(changelog "the section of 0.1.0 in CHANGELOG.md has no date: '## [0.1.0] - 2026-02-30'")
plant(CHANGELOG.md "${head}## [0.1.0] - 2999-01-01\n\n- All of it.\n")
fails(changelog "the date of 0.1.0 in CHANGELOG.md is yet to come: 2999-01-01")
plant(CHANGELOG.md "${head}## [0.1.0] - ${today}\n\n## [0.0.1] - 2020-01-01\n\n- Older.\n")
fails(changelog "the section of 0.1.0 in CHANGELOG.md says nothing")
plant(CHANGELOG.md "${head}### Fixed\n\n- One.\n- Two.\n\n${section}")
fails(changelog "CHANGELOG.md still has entries in the section Unreleased: 2")

# The compatibility table
start_again()
plant(docs/compatibility.md "${rows_head}${rows_tail}")
fails(compat "docs/compatibility.md has no row: run tools/compat.sh")
set(rows "| `a-row` | x | 44 | 0 | 2 | 2020-01-01 |\n| `b-row` | x | 44 | 3 | 2 | ${today} |\n| `c-row` | x | 44 | 0 | 2 | |\n")
plant(docs/compatibility.md "${rows_head}${rows}${rows_tail}")
string(CONCAT sentence "in docs/compatibility.md, `a-row` is from 2020-01-01, more than 30 days ago; `b-row` has failures: 3; "
    "`c-row` has no date: run tools/compat.sh"
)
fails(compat "${sentence}")
plant(docs/compatibility.md "${rows_head}| `a-row` | x | 44 | 0 | 2 | 2020-01-01 |\n${rows_tail}")
set(long "done compat none of the 1 rows has a failure, or is older than 99999 days\n")
release(0 "${tree}${version}${changelog}${long}${free}${would}${would_tag}" --dry-run --compat-days 99999 0.1.0)

# A tag that is there
start_again()
git(tag v0.1.0)
fails(free "there is a tag v0.1.0 already, of COMMIT")

# A script that is not there: nothing is built, and nothing is tagged.
start_again()
git(rm -q tools/package.sh)
git(commit -q -m "no packages")
set(none "failed packages there is no tools/package.sh\n")
string(REPLACE "would do packages tools/package.sh\n" "${none}" without "${would}")
release(1 "${tree}${version}${changelog}${compat}${free}${without}${no_tag}" --dry-run 0.1.0)

# A fault among the checks: nothing is built.
put(new.txt "not known\n")
set(not_begun "not begun tests because a step before it failed\nnot begun abi because a step before it failed\n")
string(APPEND not_begun "not begun docs because a step before it failed\n")
set(untidy "failed tree these files are changed, or git does not know them: new.txt\n")
release(1 "${untidy}${version}${changelog}${compat}${free}${not_begun}${none}${no_tag}" 0.1.0)
expect("scripts called after a fault" "${called}" "")

# A build that fails: the others after it are not begun.
start_again()
stand_in(tools/abi.sh 1)
git(commit -q -a -m "another binary interface")
set(built "done tests .ci/run has passed\nfailed abi tools/abi.sh has failed, see above\n")
string(APPEND built "not begun docs because a step before it failed\nnot begun packages because a step before it failed\n")
release(1 "${tree}${version}${changelog}${compat}${free}${built}${no_tag}" 0.1.0)
expect("scripts called" "${called}" ".ci/run was called;tools/abi.sh was called")
expect("tags" "${tags}" "")

# Steps that are left out, and the tag, which says so.
set(built "skipped tests as --skip says\nskipped abi as --skip says\ndone docs tools/docs.sh has passed\n")
string(APPEND built "done packages tools/package.sh has passed\ndone tag v0.1.0 is set; to publish it: git push origin v0.1.0\n")
release(0 "${tree}${version}${changelog}${compat}${free}${built}" --skip tests --skip abi 0.1.0)
expect("scripts called" "${called}" "tools/docs.sh was called;tools/package.sh was called")
expect("tags" "${tags}" "v0.1.0")
git(tag --list --format=%\(contents:subject\) v0.1.0)
expect("message of the tag" "${said}" "QEager 0.1.0 (not checked: tests abi)")

# A build that leaves something behind
start_again()
put(tools/docs.sh "#!/bin/sh\necho left >left.txt\n")
git(commit -q -a -m "untidy")
set(built "done tests .ci/run has passed\ndone abi tools/abi.sh has passed\ndone docs tools/docs.sh has passed\n")
string(APPEND built "done packages tools/package.sh has passed\n")
set(left "failed tag now these files are changed, or git does not know them: left.txt\n")
release(1 "${tree}${version}${changelog}${compat}${free}${built}${left}" 0.1.0)
expect("tags" "${tags}" "")

# misuse(<sentence> <argument>...)
function(misuse sentence)
    execute_process(COMMAND "${BASH}" tools/release.sh ${ARGN} WORKING_DIRECTORY "${repository}"
        RESULT_VARIABLE ended OUTPUT_VARIABLE said ERROR_VARIABLE errors
    )
    if(NOT ended EQUAL 1 OR said OR NOT errors STREQUAL "release.sh: ${sentence}\n")
        message(FATAL_ERROR "release.sh ${ARGN} should say '${sentence}'. It ended with ${ended}, and said:\n${said}${errors}")
    endif()
endfunction()
misuse("which version? See --help.")
misuse("'v0.1' is no version: three numbers with dots between them." v0.1)
misuse("one version at a time, and not both '0.1.0' and '0.2.0'." 0.1.0 0.2.0)
misuse("there is no step 'all' to skip. There are: tree version changelog compat free tests abi docs packages." --skip all 0.1.0)
misuse("there is no step '' to skip. There are: tree version changelog compat free tests abi docs packages." --skip)
misuse("--compat-days needs a number, and not 'soon'." --compat-days soon 0.1.0)
misuse("unknown argument '--now'; see --help." --now 0.1.0)
