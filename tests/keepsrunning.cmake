# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# keeps_running(PROGRAM SECONDS): an application that shows a window, which nobody closes here, runs until it is stopped, and says nothing
# that a user would not want to read. After a TIMEOUT, execute_process() of newer versions (3.31 was seen to) leaves it running: so timeout(1)
# stops it where there is one.
function(keeps_running program seconds)
    find_program(TIMEOUT_COMMAND timeout)
    if(TIMEOUT_COMMAND AND NOT CMAKE_HOST_WIN32)
        set(command "${TIMEOUT_COMMAND}" ${seconds} "${program}")
        set(stopped "^124$")
    else()
        set(command "${program}")
        set(stopped "timeout")
    endif()
    execute_process(COMMAND ${command} TIMEOUT 30 RESULT_VARIABLE result OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT result MATCHES "${stopped}" OR said MATCHES "\\.qml|QEager|Error|failed")
        message(FATAL_ERROR "${program} ended with ${result}, and said:\n${said}")
    endif()
endfunction()
