# SPDX-FileCopyrightText: 2026 QEager contributors
# SPDX-License-Identifier: MIT

# The options to build what Qt loads at run time: on where QEager is the project itself, off where the core is static, an error if asked for
# there all the same.

# qeager_plugin_option(<option> <description> <it can be> <what it needs>)
function(qeager_plugin_option option description possible needs)
    if(possible)
        option(${option} "${description}" ${PROJECT_IS_TOP_LEVEL})
        return()
    endif()
    string(CONCAT why "it needs ${needs}. A static QEager::Core is part of everything that links it: an application and what it "
        "loads would each have tasks, settings and event handlers of their own."
    )
    if(${option})
        message(FATAL_ERROR "${option} is ON, but ${why}")
    elseif(PROJECT_IS_TOP_LEVEL)
        message(STATUS "Not built (${option}): ${why}")
    endif()
endfunction()

if(BUILD_SHARED_LIBS)
    set(shared ON)
    set(qml_possible ON)
else()
    set(shared OFF)
    set(qml_possible ${QEAGER_QML_STATIC})
endif()
qeager_plugin_option(QEAGER_BUILD_PLUGIN "Build the generic plugin qeager (needs Qt Gui)" ${shared} "-DBUILD_SHARED_LIBS=ON")
qeager_plugin_option(QEAGER_BUILD_QML "Build the QML module (needs Qt Quick)" ${qml_possible}
    "-DBUILD_SHARED_LIBS=ON, or -DQEAGER_QML_STATIC=ON"
)
