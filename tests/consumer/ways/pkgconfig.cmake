# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# By a name without spaces: a command line cannot quote what comes out of $(pkg-config).
file(CREATE_LINK "${PREFIX}" "${WORK_DIR}/prefix" SYMBOLIC)
set(ENV{PKG_CONFIG_PATH} "${WORK_DIR}/prefix/${LIBDIR}/pkgconfig")
set(ENV{LD_LIBRARY_PATH} "${PREFIX}/${LIBDIR}")
set(compiler "${CXX_COMPILER_LAUNCHER} ${CXX_COMPILER} ${CXX_FLAGS}")

file(COPY "${here}/pkgconfig/Makefile" "${here}/app.cpp" DESTINATION "${WORK_DIR}")
step("${MAKE}" -C "${WORK_DIR}" "CXX=${compiler}")
works("${WORK_DIR}/app")

# In one line, with all parts.
set(parts QEagerCore QEagerTest)
if(EXISTS "${PREFIX}/${LIBDIR}/pkgconfig/QEagerQml.pc")
    list(APPEND parts QEagerQml)
    execute_process(COMMAND "${PKGCONFIG}" --variable=qmldir QEagerQml OUTPUT_VARIABLE qmldir OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT EXISTS "${qmldir}/QEager/qmldir")
        message(FATAL_ERROR "QEagerQml.pc says that the module is in '${qmldir}'.")
    endif()
elseif(EXISTS "${PREFIX}/${LIBDIR}/cmake/QEager/QEagerQmlTargets.cmake" AND SHARED)
    message(FATAL_ERROR "The component Qml has no QEagerQml.pc.")
endif()
list(JOIN parts " " parts)
step(sh -c "${compiler} -std=c++20 app.cpp -Wl,--no-as-needed $(pkg-config --cflags --libs ${parts}) -o line" WORKING_DIRECTORY "${WORK_DIR}")
works("${WORK_DIR}/line")
foreach(part IN ITEMS QEagerCore QEagerTest)
    step("${PKGCONFIG}" --print-errors --exact-version=${QEAGER_VERSION} ${part})
endforeach()
