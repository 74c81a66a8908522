# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

file(COPY "${here}/subproject/" "${here}/app.cpp" DESTINATION "${WORK_DIR}/project")
file(MAKE_DIRECTORY "${WORK_DIR}/project/third_party")
file(CREATE_LINK "${QEAGER_SOURCE_DIR}" "${WORK_DIR}/project/third_party/QEager" SYMBOLIC)
step(${configure} ${quick} -S "${WORK_DIR}/project" -B "${WORK_DIR}/build" -DWAY=add_subdirectory)
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")
works("${WORK_DIR}/build/programs/app")

# Nothing is installed but the application, unless it asks for it.
step("${CMAKE_COMMAND}" --install "${WORK_DIR}/build" --config "${CONFIG}" --prefix "${WORK_DIR}/without")
file(GLOB_RECURSE files RELATIVE "${WORK_DIR}/without" "${WORK_DIR}/without/*")
if(NOT files STREQUAL "bin/app")
    message(FATAL_ERROR "These files were installed: ${files}")
endif()
step("${CMAKE_COMMAND}" "${WORK_DIR}/build" -DQEAGER_INSTALL=ON)
step("${CMAKE_COMMAND}" --install "${WORK_DIR}/build" --config "${CONFIG}" --prefix "${WORK_DIR}/with")
foreach(file IN ITEMS bin/app include/qeager/eager.h "${LIBDIR}/cmake/QEager/QEagerConfig.cmake")
    if(NOT EXISTS "${WORK_DIR}/with/${file}")
        message(FATAL_ERROR "QEAGER_INSTALL=ON does not install ${file}.")
    endif()
endforeach()
