# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# What a release is: the source tree without what was built in it.
set(archive "${WORK_DIR}/qeager.tar.gz")
file(GLOB parts RELATIVE "${QEAGER_SOURCE_DIR}" "${QEAGER_SOURCE_DIR}/*")
list(FILTER parts EXCLUDE REGEX "^(build|[.].*)$")
step("${CMAKE_COMMAND}" -E chdir "${QEAGER_SOURCE_DIR}" "${CMAKE_COMMAND}" -E tar czf "${archive}" --format=gnutar ${parts})

file(COPY "${here}/subproject/" "${here}/app.cpp" DESTINATION "${WORK_DIR}/project")
set(fetch ${configure} ${quick} -S "${WORK_DIR}/project" "-DQEAGER_ARCHIVE=file://${archive}")

# From the archive, a shared library
step(${fetch} -B "${WORK_DIR}/build" -DWAY=fetchcontent -DBUILD_SHARED_LIBS=ON -DCMAKE_PREFIX_PATH=)
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")
works("${WORK_DIR}/build/programs/app")

# From a source tree, as one who changes QEager along with an application does: it is the same CMake code as above.
step(${fetch} -B "${WORK_DIR}/override" -DWAY=fetchcontent "-DFETCHCONTENT_SOURCE_DIR_QEAGER=${QEAGER_SOURCE_DIR}")
if(EXISTS "${WORK_DIR}/override/_deps/qeager-src")
    message(FATAL_ERROR "The archive was used although FETCHCONTENT_SOURCE_DIR_QEAGER names a source tree.")
endif()

# An installed one, which find_package() finds.
step(${fetch} -B "${WORK_DIR}/found" -DWAY=found)
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/found" --config "${CONFIG}")
works("${WORK_DIR}/found/programs/app")
if(EXISTS "${WORK_DIR}/found/_deps/qeager-src")
    message(FATAL_ERROR "The archive was used although QEager is installed.")
endif()
