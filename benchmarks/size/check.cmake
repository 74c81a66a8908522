# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Adds up the code (all sections .text*) of the same coroutines, compiled with each type: OBJECT_valuetask and OBJECT_qcoro. Also measures what a
# call of eager() adds to the call of the coroutine, in OBJECT_call. Fails if the ratio, or the bytes, are above the bar in BARS. If the figure
# that FIGURES has stored for COMPILER misses the bar already, it fails only when that has grown by 5 %. The results are written to ROWS, as
# JSON, for tools/bench_table.py.

cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../shared/ratio.cmake")

function(text_size object pattern result)
    execute_process(COMMAND "${SIZE}" -A -d "${object}" RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE error)
    string(REGEX MATCHALL "\n${pattern} +[0-9]+" sections "${output}")
    if(NOT status EQUAL 0 OR NOT sections)
        message(FATAL_ERROR "${SIZE} failed, or found no code:\n${output}${error}")
    endif()
    list(TRANSFORM sections REPLACE ".* " "")
    list(JOIN sections " + " sum)
    math(EXPR sum "${sum}")
    set(${result} ${sum} PARENT_SCOPE)
endfunction()

function(stored_figure name result)
    file(STRINGS "${FIGURES}" stored REGEX "^${COMPILER} ${name} ")
    if(NOT stored MATCHES "^${COMPILER} ${name} ([0-9.]+)$")
        message(FATAL_ERROR "${FIGURES} has no figure for ${COMPILER} ${name}.")
    endif()
    set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

stored_figure(ported stored)
parse_ratio("${stored}" stored)
read_bars("${BARS}" size bars)
list(POP_FRONT bars of to bar)
text_size("${OBJECT_${of}}" "\\.text[^ \n]*" of_bytes)
text_size("${OBJECT_${to}}" "\\.text[^ \n]*" to_bytes)
math(EXPR ratio "${of_bytes} * 10000 / ${to_bytes}")
ratio_limit(${stored} ${bar} limit)
foreach(name IN ITEMS ratio stored bar limit)
    show_ratio(${${name}} shown_${name})
endforeach()
message(STATUS "${COMPILER} ${of} ${of_bytes} bytes / ${to} ${to_bytes} bytes: ${shown_ratio}"
    " (stored: ${shown_stored}, bar: ${shown_bar})"
)

text_size("${OBJECT_call}" "\\.text_eager" eager_bytes)
text_size("${OBJECT_call}" "\\.text_alone" alone_bytes)
math(EXPR call_bytes "${eager_bytes} - ${alone_bytes}")
stored_figure(call stored_call)
read_bar("${BARS}" size call call_bar)
set(call_limit ${call_bar})
if(stored_call GREATER call_bar)
    math(EXPR call_limit "${stored_call} * 105 / 100")
endif()
message(STATUS "${COMPILER} call of eager() ${call_bytes} bytes (stored: ${stored_call}, bar: ${call_bar})")

file(WRITE "${ROWS}" "[
  {\"type\": \"${of}\", \"bytes\": ${of_bytes}},
  {\"type\": \"${to}\", \"bytes\": ${to_bytes}},
  {\"type\": \"call\", \"bytes\": ${call_bytes}}
]
")
if(call_bytes GREATER call_limit)
    message(FATAL_ERROR "A call of eager() takes ${call_bytes} bytes, more than ${call_limit}.")
endif()
if(ratio GREATER limit)
    message(FATAL_ERROR "${shown_ratio} is more than ${shown_limit}.")
endif()
