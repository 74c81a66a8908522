# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# qeager-new, which makes projects, and the templates that it looks for in ../share/qeager/templates.
if(PROJECT_IS_TOP_LEVEL)
    install(PROGRAMS "${PROJECT_SOURCE_DIR}/tools/qeager-new" DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
    install(DIRECTORY "${PROJECT_SOURCE_DIR}/tools/templates/" DESTINATION "${CMAKE_INSTALL_DATADIR}/qeager/templates" COMPONENT tools)
    install(FILES "${PROJECT_SOURCE_DIR}/docs/man/qeager-new.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT tools)
endif()
