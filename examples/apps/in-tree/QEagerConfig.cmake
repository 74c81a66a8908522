# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# What find_package(QEager) finds in the examples, when they are built together with the library: its targets are there already.
foreach(component IN LISTS QEager_FIND_COMPONENTS)
    if(TARGET QEager::${component})
        set(QEager_${component}_FOUND TRUE)
    elseif(QEager_FIND_REQUIRED_${component})
        set(QEager_FOUND FALSE)
        set(QEager_NOT_FOUND_MESSAGE "QEager::${component} is not built here.")
    endif()
endforeach()
set(QEager_QML_IMPORT_PATH "${QEager_BINARY_DIR}/qml")
