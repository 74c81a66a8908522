# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Ratios in ten-thousandths, because CMake knows whole numbers only. The bars in bars.json are such ratios.

# 0.9 (for JSON 0.90000000000000002) is 9000.
function(parse_ratio text result)
    if(NOT text MATCHES "^([0-9]+)(\\.([0-9]*))?$")
        message(FATAL_ERROR "'${text}' is no ratio.")
    endif()
    set(whole "${CMAKE_MATCH_1}")
    string(SUBSTRING "${CMAKE_MATCH_3}00000" 0 5 digits)
    math(EXPR ratio "(${whole} * 100000 + 1${digits} - 100000 + 5) / 10")
    set(${result} ${ratio} PARENT_SCOPE)
endfunction()

function(show_ratio ratio result)
    math(EXPR whole "(${ratio} + 5) / 10000")
    math(EXPR rest "(${ratio} + 5) % 10000 + 10000")
    string(SUBSTRING "${rest}" 1 3 digits)
    set(${result} "${whole}.${digits}" PARENT_SCOPE)
endfunction()

# Sets the ratio above which a test fails: the bar, if the stored ratio meets that; otherwise the stored ratio and 5 %.
function(ratio_limit stored bar result)
    if(stored GREATER bar)
        math(EXPR bar "${stored} * 105 / 100")
    endif()
    set(${result} ${bar} PARENT_SCOPE)
endfunction()

# Makes a list with "of;to;bar" for each row of FILE that has a bar and KEY. "of" is the value of KEY.
function(read_bars file key result)
    file(READ "${file}" rows)
    string(JSON count LENGTH "${rows}")
    math(EXPR last "${count} - 1")
    set(bars "")
    foreach(i RANGE ${last})
        string(JSON of ERROR_VARIABLE none GET "${rows}" ${i} "${key}")
        string(JSON to ERROR_VARIABLE none_to GET "${rows}" ${i} to)
        string(JSON bar ERROR_VARIABLE none_bar GET "${rows}" ${i} bar)
        if(NOT none AND NOT none_to AND NOT none_bar)
            parse_ratio("${bar}" bar)
            list(APPEND bars ${of} ${to} ${bar})
        endif()
    endforeach()
    if(NOT bars)
        message(FATAL_ERROR "${file} has no bar for what is '${key}'.")
    endif()
    set(${result} "${bars}" PARENT_SCOPE)
endfunction()

# Reads the bar, a whole number, from the row of FILE whose KEY is VALUE.
function(read_bar file key value result)
    file(READ "${file}" rows)
    string(JSON count LENGTH "${rows}")
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
        string(JSON of ERROR_VARIABLE none GET "${rows}" ${i} "${key}")
        if(NOT none AND of STREQUAL value)
            string(JSON bar GET "${rows}" ${i} bar)
            set(${result} "${bar}" PARENT_SCOPE)
            return()
        endif()
    endforeach()
    message(FATAL_ERROR "${file} has no row whose '${key}' is '${value}'.")
endfunction()
