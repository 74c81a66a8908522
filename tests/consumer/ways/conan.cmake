# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# Only the project that a Conan package is tested with: Conan itself is not used.
step(${configure} -S "${QEAGER_SOURCE_DIR}/packaging/conan/test_package" -B "${WORK_DIR}/build")
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}")
step("${WORK_DIR}/build/test_package")
