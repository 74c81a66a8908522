# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Fails unless each section "## Rule <number>: ..." of PAGE shows, in a block of text, exactly what `PROGRAM <number>` prints, run by
# EMULATOR if it is for another system.
cmake_minimum_required(VERSION 3.25)

file(READ "${PAGE}" page)
string(REGEX MATCHALL "\n## Rule [0-9]+: [^\n]*" headings "${page}")
if(NOT headings)
    message(FATAL_ERROR "${PAGE} has no rules.")
endif()
foreach(heading IN LISTS headings)
    string(REGEX MATCH "[0-9]+" number "${heading}")
    string(FIND "${page}" "${heading}" begin)
    math(EXPR begin "${begin} + 1")
    string(SUBSTRING "${page}" ${begin} -1 section)
    string(FIND "${section}" "\n## " end)
    string(SUBSTRING "${section}" 0 ${end} section)
    execute_process(COMMAND ${EMULATOR} "${PROGRAM}" "${number}" OUTPUT_VARIABLE said RESULT_VARIABLE result)
    string(REPLACE "\r\n" "\n" said "${said}") # Windows ends lines so
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "The program of rule ${number} ended with ${result} after:\n${said}")
    endif()
    string(FIND "${section}" "```text\n${said}```" found)
    if(found EQUAL -1)
        message(FATAL_ERROR "${PAGE} does not show what the program of rule ${number} prints:\n${said}")
    endif()
endforeach()
