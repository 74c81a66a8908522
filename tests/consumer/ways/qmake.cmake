# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

if(NOT DATADIR STREQUAL "share")
    message(FATAL_ERROR "app.pro includes share/QEager/qeager.pri, and this QEager has it in ${DATADIR}.")
endif()
set(build_type release)
if(CONFIG STREQUAL "Debug")
    set(build_type debug)
endif()
set(qmake "${QMAKE}" "QEAGER_PREFIX=${PREFIX}" "QMAKE_CXX=${CXX_COMPILER_LAUNCHER} ${CXX_COMPILER}" "QMAKE_LINK=${CXX_COMPILER}"
    "QMAKE_CXXFLAGS+=${CXX_FLAGS}" "QMAKE_LFLAGS+=${CXX_FLAGS}" "CONFIG+=${build_type}"
)
set(more)
if(EXISTS "${PREFIX}/${LIBDIR}/cmake/QEager/QEagerQmlTargets.cmake")
    set(more qml)
endif()

file(COPY "${here}/qmake/" "${here}/app.cpp" "${here}/test.cpp" DESTINATION "${WORK_DIR}/project")
foreach(project IN ITEMS app test)
    file(MAKE_DIRECTORY "${WORK_DIR}/${project}")
    step("${CMAKE_COMMAND}" -E chdir "${WORK_DIR}/${project}" ${qmake} "MORE=${more}" "${WORK_DIR}/project/${project}.pro")
    step("${MAKE}" -C "${WORK_DIR}/${project}")
endforeach()
works("${WORK_DIR}/app/app")
step("${WORK_DIR}/test/test")

refuses("This QEager has no part 'widgets'\\. It has: core (qml )?test"
    ${qmake} MORE=widgets -o "${WORK_DIR}/Makefile" "${WORK_DIR}/project/test.pro"
)
