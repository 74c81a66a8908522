# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest: asks PROGRAM, the qeager-new of the source tree, for what it has to refuse, for a project, and for its --help.

file(REMOVE_RECURSE "${WORK_DIR}")
file(MAKE_DIRECTORY "${WORK_DIR}/there")

# refused(<sentence> <argument>...): the exit status is 1, the sentence is on stderr, and nothing new is in the folder.
function(refused sentence)
    execute_process(COMMAND "${PROGRAM}" ${ARGN} WORKING_DIRECTORY "${WORK_DIR}"
        RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE complained
    )
    file(GLOB content RELATIVE "${WORK_DIR}" "${WORK_DIR}/*")
    if(NOT result EQUAL 1 OR NOT said STREQUAL "" OR NOT complained STREQUAL "qeager-new: ${sentence}\n" OR NOT content STREQUAL "there")
        message(SEND_ERROR "${ARGN}: ended with ${result}, said '${said}${complained}', and left '${content}'")
    endif()
endfunction()

set(rule "it begins with a letter, and has letters, digits, \"-\" and \"_\" only.")
refused("how shall the project be called? See --help.")
refused("'there' exists already: choose another name, or another folder." there)
refused("'1st' cannot be the name of a project: ${rule}" 1st)
refused("'a b' cannot be the name of a project: ${rule}" "a b")
refused("'../up' cannot be the name of a project: ${rule}" ../up)
refused("'test' cannot be the name of a project: CMake or the project itself has something of that name." test --qml)
refused("unknown argument '--gtk'; see --help." app --gtk)
refused("one kind of project at a time: --qml or --console?" app --qml --console)
refused("one project at a time: 'one' or 'two'?" one two)

execute_process(COMMAND "${PROGRAM}" Fine WORKING_DIRECTORY "${WORK_DIR}" OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB content RELATIVE "${WORK_DIR}/Fine" "${WORK_DIR}/Fine/*")
set(expected .gitignore CMakeLists.txt CMakePresets.json README.md greetings.cpp greetings.h main.cpp tst_greetings.cpp window.h)
list(SORT content)
if(NOT content STREQUAL expected)
    message(SEND_ERROR "It made ${content}")
endif()
execute_process(COMMAND "${CMAKE_COMMAND}" --list-presets=all WORKING_DIRECTORY "${WORK_DIR}/Fine" OUTPUT_VARIABLE said
    COMMAND_ERROR_IS_FATAL ANY
)
if(NOT said MATCHES "configure presets:.*\"debug\".*build presets:.*\"debug\".*test presets:.*\"debug\"")
    message(SEND_ERROR "Its presets are:\n${said}")
endif()

execute_process(COMMAND "${PROGRAM}" --help OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
if(NOT said MATCHES "^Usage: qeager-new NAME \\[--widgets \\| --qml \\| --console\\]\n")
    message(SEND_ERROR "--help says:\n${said}")
endif()
