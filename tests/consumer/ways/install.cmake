# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Nothing that is installed may know where that was.
step("${CMAKE_COMMAND}" --install "${QEAGER_BINARY_DIR}" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
file(REMOVE_RECURSE "${PREFIX}")
file(RENAME "${WORK_DIR}/prefix" "${PREFIX}")

file(GLOB_RECURSE texts "${PREFIX}/*.cmake" "${PREFIX}/*.pc" "${PREFIX}/*.pri" "${PREFIX}/*.h" "${PREFIX}/*qmldir")
foreach(file IN LISTS texts)
    file(READ "${file}" text)
    foreach(place IN ITEMS "${WORK_DIR}" "${QEAGER_BINARY_DIR}" "${QEAGER_SOURCE_DIR}")
        string(REGEX REPLACE "([][+.*()^$?|\\\\])" "\\\\\\1" place_literally "${place}")
        if(text MATCHES "(^|[^A-Za-z0-9._-]|-[A-Za-z])${place_literally}($|[^A-Za-z0-9._-])") # not the end of a name
            message(FATAL_ERROR "${file} names ${place}, which is not there on another machine.")
        endif()
    endforeach()
endforeach()
