# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# All of them in one build folder, which knows the compiler then.
set(ask ${configure} -S "${here}/components" -B "${WORK_DIR}/build" -U "QEager*")
if(CROSS) # after -U, which would take it away
    list(APPEND ask "-DQEager_DIR=${PREFIX}/${LIBDIR}/cmake/QEager")
endif()

# finds(<arguments of find_package> <expression> [<option>...]): configuring works, and says so.
function(finds asked expression)
    execute_process(COMMAND ${ask} "-DASK=${asked}" ${ARGN} COMMAND_ECHO STDOUT RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT status EQUAL 0 OR NOT said MATCHES "${expression}")
        message(FATAL_ERROR "'${asked}' should be found, and say '${expression}'. It ended with ${status}, and said:\n${said}")
    endif()
endfunction()

set(version "${QEAGER_VERSION}")
string(REGEX MATCH "^([0-9]+)\\.([0-9]+)" minor "${version}")
math(EXPR next "${CMAKE_MATCH_2} + 1")
set(next "${CMAKE_MATCH_1}.${next}")

# Versions
finds("" "QEager_FOUND 1, version '${version}', components 'Core', Qt6_FOUND '1'")
finds("page" "components 'Core;Test'")
finds("${minor} REQUIRED COMPONENTS Core" "QEager_FOUND 1, version '${version}', components 'Core'")
finds("${version} EXACT REQUIRED" "QEager_FOUND 1")
finds("${minor}...<${next} REQUIRED" "QEager_FOUND 1")
refuses("requested version \"${next}\".*QEagerConfig.cmake, version: ${version}" ${ask} "-DASK=${next} REQUIRED")
refuses("requested version \"${minor}.99\".*QEagerConfig.cmake, version: ${version}" ${ask} "-DASK=${minor}.99 REQUIRED")
finds("${next} QUIET" "QEager_FOUND 0, version '', components ''")

# Components that do not exist
refuses("QEager has no component Widgets\\. There are Core, Qml and Test\\." ${ask} "-DASK=REQUIRED COMPONENTS Core Widgets")
finds("COMPONENTS Core OPTIONAL_COMPONENTS Widgets" "-- QEager has no component Widgets.*QEager_FOUND 1, .* components 'Core'")
finds("QUIET COMPONENTS Core Widgets" "[^.]*QEager_FOUND (0|FALSE), .* components 'Core'")

# Components whose modules of Qt are missing
set(without -DCMAKE_DISABLE_FIND_PACKAGE_Qt6Test=ON)
refuses("QEager's component Test needs Qt Test, which was not found\\." ${ask} "-DASK=REQUIRED COMPONENTS Test" ${without})
finds("REQUIRED OPTIONAL_COMPONENTS Test" "-- QEager's component Test needs.*QEager_FOUND 1, .* components 'Core', Qt6_FOUND '1'" ${without})
list(APPEND ask -U "CMAKE_DISABLE*")

# Components that were built, and that were not
set(qml "${LIBDIR}/cmake/QEager/QEagerQmlTargets.cmake")
set(unbuilt "This QEager was built without its component Qml\\.")
if(EXISTS "${PREFIX}/${qml}")
    finds("REQUIRED COMPONENTS Qml Test" "components 'Core;Qml;Test'")
    file(COPY "${PREFIX}" DESTINATION "${WORK_DIR}")
    cmake_path(GET PREFIX FILENAME name)
    file(REMOVE "${WORK_DIR}/${name}/${qml}")
    list(APPEND ask "-DCMAKE_PREFIX_PATH=${WORK_DIR}/${name}" "-DQEager_DIR=${WORK_DIR}/${name}/${LIBDIR}/cmake/QEager")
endif()
refuses("${unbuilt}" ${ask} "-DASK=REQUIRED COMPONENTS Qml")
finds("OPTIONAL_COMPONENTS Qml Test" "-- ${unbuilt}.*QEager_FOUND 1, .* components 'Core;Test'")
