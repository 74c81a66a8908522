# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Counts the instructions of each path in PROGRAM with VALGRIND, and compares them with FIGURES, which has lines "name count" for the compiler
# COMPILER. Fails if a count has grown by more than 10 %, or is above what BARS allows. A row of BARS with "most", an object with a number for
# each compiler, limits a count. A row with two paths and a bar limits the ratio of the two.
#
# If the stored counts miss a bar already, the test fails only when their ratio has grown by 5 %. Counts repeat exactly with the same version
# of a compiler. The results are written to ROWS, as JSON, for tools/bench_table.py.

cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../shared/ratio.cmake")

set(ENV{QT_HASH_SEED} 0) # a random seed would change the instructions of QHash each time

function(instructions name count result)
    execute_process(
        COMMAND "${VALGRIND}" --tool=callgrind --callgrind-out-file=/dev/null "${PROGRAM}" "${name}" "${count}"
        RESULT_VARIABLE status ERROR_VARIABLE output OUTPUT_VARIABLE output
    )
    if(NOT status EQUAL 0 OR NOT output MATCHES "Collected : ([0-9]+)")
        message(FATAL_ERROR "valgrind failed:\n${output}")
    endif()
    set(${result} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()

# Sets most_NAME to the most instructions that a path may take with COMPILER, for each path that BARS limits.
function(read_most)
    file(READ "${BARS}" bars)
    string(JSON count LENGTH "${bars}")
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
        string(JSON name ERROR_VARIABLE none GET "${bars}" ${i} instructions)
        string(JSON most ERROR_VARIABLE none_most GET "${bars}" ${i} most "${COMPILER}")
        if(NOT none AND NOT none_most)
            set(most_${name} ${most} PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

read_most()
file(STRINGS "${FIGURES}" lines REGEX "^${COMPILER} ")
if(NOT lines)
    message(FATAL_ERROR "${FIGURES} has no figures for ${COMPILER}.")
endif()
set(grown "")
set(rows "")
foreach(line IN LISTS lines)
    string(REPLACE " " ";" fields "${line}")
    list(GET fields 1 name)
    list(GET fields 2 stored)
    instructions("${name}" 100 few)
    instructions("${name}" 1100 many)
    math(EXPR each "(${many} - ${few}) / 1000")
    set(count_${name} ${each})
    set(stored_${name} ${stored})
    math(EXPR limit "${stored} * 110 / 100")
    if(DEFINED most_${name} AND most_${name} LESS limit)
        set(limit ${most_${name}})
    endif()
    message(STATUS "${COMPILER} ${name} ${each} (stored: ${stored})")
    list(APPEND rows "{\"path\": \"${name}\", \"instructions\": ${each}, \"limit\": ${limit}}")
    if(each GREATER limit)
        string(APPEND grown "\n  ${name}: ${each} instructions, stored are ${stored}, the limit is ${limit}")
    endif()
endforeach()
list(JOIN rows ",\n  " rows)
file(WRITE "${ROWS}" "[\n  ${rows}\n]\n")

set(missed "")
read_bars("${BARS}" instructions bars)
while(bars)
    list(POP_FRONT bars of to bar)
    if(NOT DEFINED count_${of} OR NOT DEFINED count_${to})
        message(FATAL_ERROR "${BARS} compares '${of}' with '${to}': ${FIGURES} needs both, for ${COMPILER}.")
    endif()
    math(EXPR ratio "${count_${of}} * 10000 / ${count_${to}}")
    math(EXPR stored "${stored_${of}} * 10000 / ${stored_${to}}")
    ratio_limit(${stored} ${bar} limit)
    show_ratio(${ratio} shown)
    show_ratio(${bar} shown_bar)
    message(STATUS "${COMPILER} ${of} / ${to}: ${shown} (bar: ${shown_bar})")
    if(ratio GREATER limit)
        string(APPEND missed "\n  ${of} / ${to}: ${shown}, the bar is ${shown_bar}")
    endif()
endwhile()

if(grown)
    message(SEND_ERROR "10 % more than stored in ${FIGURES}, or more than ${BARS} allows:${grown}")
endif()
if(missed)
    message(SEND_ERROR "Missed, or further from the bar in ${BARS} than before:${missed}")
endif()
