# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

step(${configure} -S "${here}" -B "${WORK_DIR}/build")
step("${CMAKE_COMMAND}" --build "${WORK_DIR}/build" --config "${CONFIG}" --target run)
