# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest. Fails unless PAGE links every application of APPS (a list of folders below examples/apps, separated by commas), and shows
# the first block of text of README.
cmake_minimum_required(VERSION 3.25)

file(READ "${PAGE}" page)
string(REPLACE "," ";" APPS "${APPS}")
foreach(app IN LISTS APPS)
    string(FIND "${page}" "(../examples/apps/${app})" found)
    if(found EQUAL -1)
        message(SEND_ERROR "${PAGE} does not link examples/apps/${app}.")
    endif()
endforeach()

file(READ "${README}" text)
string(FIND "${text}" "```text\n" begin)
string(SUBSTRING "${text}" ${begin} -1 text)
string(FIND "${text}" "\n```\n" end)
string(SUBSTRING "${text}" 0 ${end} block)
string(FIND "${page}" "${block}\n```\n" found)
if(begin EQUAL -1 OR found EQUAL -1)
    message(SEND_ERROR "${PAGE} does not show what ${README} shows:\n${block}")
endif()
