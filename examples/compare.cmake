# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Fails unless PAGE has every part of SOURCE between two equal "// [name]" or "# [name]" lines, line by line, apart from the indentation.
file(READ "${PAGE}" page)
file(READ "${SOURCE}" source)
string(REGEX REPLACE "\n +" "\n" page "${page}")
string(REGEX REPLACE "\n +" "\n" source "${source}")
string(REGEX MATCHALL "(//|#) \\[[a-z0-9]+\\]\n" marks "${source}")
list(REMOVE_DUPLICATES marks)
foreach(mark IN LISTS marks)
    string(FIND "${source}" "${mark}" begin)
    string(LENGTH "${mark}" length)
    math(EXPR begin "${begin} + ${length}")
    string(SUBSTRING "${source}" ${begin} -1 rest)
    string(FIND "${rest}" "${mark}" end)
    string(SUBSTRING "${rest}" 0 ${end} part)
    string(FIND "${page}" "${part}" found)
    if(found EQUAL -1)
        message(FATAL_ERROR "${PAGE} does not show this part of ${SOURCE}:\n${part}")
    endif()
endforeach()
