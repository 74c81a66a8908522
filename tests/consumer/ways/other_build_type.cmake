# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# A Release application with a library of Debug, and the other way.
set(other Debug)
if(CONFIG STREQUAL "Debug")
    set(other Release)
endif()
step(${configure} -S "${here}" -B "${WORK_DIR}/build" "-DCMAKE_BUILD_TYPE=${other}")
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${other}" --target run-app)
