# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Adds up the code (all sections .text*) of the same coroutines, compiled with each type: OBJECT_valuetask, OBJECT_qcoro. Fails when their
# ratio is above the bar in BARS; or, while what FIGURES has stored for COMPILER misses that, when 5 % have been added to it.
# Writes what it found to ROWS, as JSON: tools/bench_table.py shows it.

cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../shared/ratio.cmake")

function(text_size object result)
    execute_process(COMMAND "${SIZE}" -A -d "${object}" RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    string(REGEX MATCHALL "\n\\.text[^ \n]* +[0-9]+" sections "${output}")
    if(NOT status EQUAL 0 OR NOT sections)
        message(FATAL_ERROR "${SIZE} failed, or found no code:\n${output}${error}")
    endif()
    list(TRANSFORM sections REPLACE ".* " "")
    list(JOIN sections " + " sum)
    math(EXPR sum "${sum}")
    set(${result} ${sum} PARENT_SCOPE)
endfunction()

file(STRINGS "${FIGURES}" stored REGEX "^${COMPILER} ")
if(NOT stored MATCHES "^${COMPILER} ([0-9.]+)$")
    message(FATAL_ERROR "${FIGURES} has no figure for ${COMPILER}.")
endif()
parse_ratio("${CMAKE_MATCH_1}" stored)
read_bars("${BARS}" size bars)
list(POP_FRONT bars of to bar)
text_size("${OBJECT_${of}}" of_bytes)
text_size("${OBJECT_${to}}" to_bytes)
math(EXPR ratio "${of_bytes} * 10000 / ${to_bytes}")
ratio_limit(${stored} ${bar} limit)
foreach(name IN ITEMS ratio stored bar limit)
    show_ratio(${${name}} shown_${name})
endforeach()
message(STATUS "${COMPILER} ${of} ${of_bytes} bytes / ${to} ${to_bytes} bytes: ${shown_ratio}"
    " (stored: ${shown_stored}, bar: ${shown_bar})"
)
file(WRITE "${ROWS}" "[\n  {\"type\": \"${of}\", \"bytes\": ${of_bytes}},\n  {\"type\": \"${to}\", \"bytes\": ${to_bytes}}\n]\n")
if(ratio GREATER limit)
    message(FATAL_ERROR "${shown_ratio} is more than ${shown_limit}.")
endif()
