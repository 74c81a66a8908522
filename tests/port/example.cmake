# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Run by CTest (see tests/CMakeLists.txt): builds a copy of examples/porting, which knows QCoro alone, and runs its tests; ports the copy by
# tools/port.sh, and does so again, against the installed core. No line is changed by hand.

function(step)
    execute_process(COMMAND ${ARGN} COMMAND_ECHO STDOUT COMMAND_ERROR_IS_FATAL ANY)
endfunction()

function(build_and_test directory)
    step("${CMAKE_COMMAND}" -S "${WORK_DIR}/porting" -B "${directory}" -G "${GENERATOR}"
        "-DCMAKE_PREFIX_PATH=${WORK_DIR}/prefix" "-DCMAKE_BUILD_TYPE=${CONFIG}"
        "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CXX_FLAGS}"
        "-DQt6_DIR=${QT6_DIR}" "-DQCoro6_DIR=${QCORO6_DIR}"
    )
    step("${CMAKE_COMMAND}" --build "${directory}" --config "${CONFIG}")
    step("${CMAKE_CTEST_COMMAND}" --test-dir "${directory}" -C "${CONFIG}" --output-on-failure --no-tests=error)
endfunction()

file(REMOVE_RECURSE "${WORK_DIR}")
file(COPY "${QEAGER_SOURCE_DIR}/examples/porting" DESTINATION "${WORK_DIR}")
build_and_test("${WORK_DIR}/before")

step("${BASH}" "${QEAGER_SOURCE_DIR}/tools/port.sh" "${WORK_DIR}/porting")
file(GLOB sources "${WORK_DIR}/porting/*.h" "${WORK_DIR}/porting/*.cpp")
foreach(source IN LISTS sources)
    file(STRINGS "${source}" left REGEX "QCoro::Task")
    if(left)
        message(FATAL_ERROR "not ported in ${source}: ${left}")
    endif()
endforeach()

# The core and what finds it; the rest of the library need not be built for this.
step("${CMAKE_COMMAND}" --install "${QEAGER_BINARY_DIR}/src" --prefix "${WORK_DIR}/prefix" --config "${CONFIG}")
step("${CMAKE_COMMAND}" "-DCMAKE_INSTALL_PREFIX=${WORK_DIR}/prefix" "-DCMAKE_INSTALL_CONFIG_NAME=${CONFIG}" -DCMAKE_INSTALL_LOCAL_ONLY=ON
    -P "${QEAGER_BINARY_DIR}/cmake_install.cmake"
)
build_and_test("${WORK_DIR}/after")
